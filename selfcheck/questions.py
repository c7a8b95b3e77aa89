"""What the self-check asks, in our own words, about oneself or about someone else.

The eleven CRITERIA follow the eleven published ones for a substance use disorder, in their
order: American Psychiatric Association, DSM-5 (2013) and DSM-5-TR (2022), "Substance Use
Disorder"; reasons and thresholds in Hasin et al. 2013, Am J Psychiatry 170:834-851,
doi 10.1176/appi.ajp.2013.12060782. The DANGERS are no criteria: they ask what can't wait.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """A yes-or-no question: `you` asks about oneself, `them` about someone one cares about."""

    name: str
    you: str | Promise
    them: str | Promise

    def about(self, is_someone_else):
        return self.them if is_someone_else else self.you


CRITERIA = (
    Question(
        "more",
        _("Did you often use more than you meant to, or for longer?"),
        _("Did they often use more than they meant to, or for longer?"),
    ),
    Question(
        "cut-down",
        _("Did you keep wanting to cut down or stop, or try but find you couldn't?"),
        _("Did they keep wanting to cut down or stop, or try but find they couldn't?"),
    ),
    Question(
        "time",
        _("Did you spend a lot of time getting it, using it, or recovering from it?"),
        _("Did they spend a lot of time getting it, using it, or recovering from it?"),
    ),
    Question(
        "craving",
        _("Did you have cravings: strong urges to use?"),
        _("Did they have cravings: strong urges to use?"),
    ),
    Question(
        "duties",
        _(
            "Because of it, did you more than once fail to do what was expected of you at "
            "work, school, or home?"
        ),
        _(
            "Because of it, did they more than once fail to do what was expected of them at"
            " work, school, or home?"
        ),
    ),
    Question(
        "people",
        _("Did you keep using even though it caused trouble with other people?"),
        _("Did they keep using even though it caused trouble with other people?"),
    ),
    Question(
        "gave-up",
        _("Because of it, did you give up or cut back on things that matter to you?"),
        _("Because of it, did they give up or cut back on things that matter to them?"),
    ),
    Question(
        "risk",
        _("More than once, did you use when it could get you hurt, such as while driving?"),
        _("More than once, did they use when it could get them hurt, such as while driving?"),
    ),
    Question(
        "health",
        _("Did you keep using even though you knew it was harming your body or mind?"),
        _("Did they keep using even though they knew it was harming their body or mind?"),
    ),
    Question(
        "tolerance",
        _("Did you need a lot more to feel it, or did the same amount do a lot less?"),
        _("Did they need a lot more to feel it, or did the same amount do a lot less?"),
    ),
    Question(
        "withdrawal",
        _(
            "When it wore off, did you feel sick, shaky, or very down, worse than a "
            "hangover? Or did you use to keep that from happening?"
        ),
        _(
            "When it wore off, did they feel sick, shaky, or very down, worse than a "
            "hangover? Or did they use to keep that from happening?"
        ),
    ),
)
# The body gets used to a medicine that is taken as told, too: these two don't count then.
OF_THE_BODY = ("tolerance", "withdrawal")

PRESCRIBED = Question(
    "prescribed",
    _("Is it a medicine a doctor prescribed, and do you take it just as you were told?"),
    _("Is it a medicine a doctor prescribed, and do they take it just as they were told?"),
)

OVERDOSE_NOW, SUICIDE, WITHDRAWAL_NOW = "overdose-now", "suicide", "withdrawal-now"
STOPPING, OVERDOSE_LATELY = "stopping", "overdose-lately"

# What can't wait an hour is asked before all else.
NOW = (OVERDOSE_NOW, SUICIDE, WITHDRAWAL_NOW)
# The most urgent come first: on the page of questions, and on that of answers.
DANGERS = (
    Question(
        OVERDOSE_NOW,
        _("Right now: have you taken too much, or is it hard to breathe or stay awake?"),
        _("Right now: have they taken too much, or are they hard to wake or not breathing well?"),
    ),
    Question(
        SUICIDE,
        _("Are you thinking about ending your life or hurting yourself?"),
        _("Do they talk about ending their life or hurting themselves?"),
    ),
    Question(
        WITHDRAWAL_NOW,
        _(
            "When you stop or use less, do you shake, have seizures, get confused, or see "
            "things that are not there?"
        ),
        _(
            "When they stop or use less, do they shake, have seizures, get confused, or see "
            "things that are not there?"
        ),
    ),
    Question(
        STOPPING,
        _(
            "Do you drink a lot (4 or more drinks a day for women, 5 or more for men) or "
            "take benzodiazepines (such as Xanax, Valium, or Ativan) most days, and are you"
            " thinking about stopping?"
        ),
        _(
            "Do they drink a lot (4 or more drinks a day for women, 5 or more for men) or "
            "take benzodiazepines (such as Xanax, Valium, or Ativan) most days, and are "
            "they thinking about stopping?"
        ),
    ),
    Question(
        OVERDOSE_LATELY,
        _("Did you have an overdose in the past year?"),
        _("Did they have an overdose in the past year?"),
    ),
)

ALCOHOL, OPIOIDS, BENZODIAZEPINES = "alcohol", "opioids", "benzodiazepines"
STIMULANTS, CANNABIS, OTHER = "stimulants", "cannabis", "other"
SUBSTANCES = (
    (ALCOHOL, _("Alcohol")),
    (OPIOIDS, _("Opioids, such as fentanyl, heroin, or pain pills")),
    (BENZODIAZEPINES, _("Benzodiazepines, such as Xanax, Valium, or Ativan")),
    (STIMULANTS, _("Stimulants, such as meth, cocaine, or Adderall")),
    (CANNABIS, _("Cannabis (marijuana)")),
    (OTHER, _("Something else")),
)
