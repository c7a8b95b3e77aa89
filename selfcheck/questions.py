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
        _("Did you keep wishing to use less or stop, or try to but could not?"),
        _("Did they keep wishing to use less or stop, or try to but could not?"),
    ),
    Question(
        "time",
        _("Did it take up much of your time to get it, use it, or get over it?"),
        _("Did it take up much of their time to get it, use it, or get over it?"),
    ),
    Question(
        "craving",
        _("Did you have cravings: strong urges to use?"),
        _("Did they have cravings: strong urges to use?"),
    ),
    Question(
        "duties",
        _("Because of it, did you fail more than once to do your part at work, school, or home?"),
        _("Because of it, did they fail more than once to do their part at work, school, or home?"),
    ),
    Question(
        "people",
        _("Did it cause trouble with other people, and you kept using?"),
        _("Did it cause trouble with other people, and they kept using?"),
    ),
    Question(
        "gave-up",
        _("Because of it, did you give up or cut back on things that matter to you?"),
        _("Because of it, did they give up or cut back on things that matter to them?"),
    ),
    Question(
        "risk",
        _("More than once, did you use when it could get you hurt, such as when you drive?"),
        _("More than once, did they use when it could get them hurt, such as when they drive?"),
    ),
    Question(
        "health",
        _("Did you keep using when you knew it harmed your body or your mind?"),
        _("Did they keep using when they knew it harmed their body or their mind?"),
    ),
    Question(
        "tolerance",
        _("Did you need much more to feel it, or did the same amount do much less?"),
        _("Did they need much more to feel it, or did the same amount do much less?"),
    ),
    Question(
        "withdrawal",
        _("Did you feel sick, shaky, or very low when it wore off, or use so you would not?"),
        _("Did they feel sick, shaky, or very low when it wore off, or use so they would not?"),
    ),
)
# The body gets used to a medicine that is taken as told, too: these two don't count then.
OF_THE_BODY = ("tolerance", "withdrawal")

PRESCRIBED = Question(
    "prescribed",
    _("Is it a medicine from a doctor, and you take it just as you were told?"),
    _("Is it a medicine from a doctor, and they take it just as they were told?"),
)

OVERDOSE_NOW, SUICIDE, WITHDRAWAL_NOW = "overdose-now", "suicide", "withdrawal-now"
STOPPING, OVERDOSE_LATELY = "stopping", "overdose-lately"

# What can't wait an hour is asked before all else.
NOW = (OVERDOSE_NOW, SUICIDE, WITHDRAWAL_NOW)
# The most urgent come first: on the page of questions, and on that of answers.
DANGERS = (
    Question(
        OVERDOSE_NOW,
        _("Right now, did you take too much, or do you find it hard to breathe or stay awake?"),
        _("Right now, did they take too much, or are they hard to wake or not breathing well?"),
    ),
    Question(
        SUICIDE,
        _("Do you think of ending your life, or of hurting yourself?"),
        _("Do they talk of ending their life, or of hurting themselves?"),
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
            "Do you drink a lot, or take benzodiazepines (such as Xanax, Valium or Ativan), "
            "most days, and think of stopping?"
        ),
        _(
            "Do they drink a lot, or take benzodiazepines (such as Xanax, Valium or Ativan), "
            "most days, and think of stopping?"
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
    (OPIOIDS, _("Opioids, such as fentanyl, heroin or pain pills")),
    (BENZODIAZEPINES, _("Benzodiazepines, such as Xanax, Valium or Ativan")),
    (STIMULANTS, _("Stimulants, such as meth, cocaine or Adderall")),
    (CANNABIS, _("Cannabis (marijuana)")),
    (OTHER, _("Something else")),
)
