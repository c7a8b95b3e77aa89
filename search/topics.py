"""What most callers need to know of a place, and which services answer it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    """A question, and when it is open: no source says anything of any of its `services` (slugs).

    `is_of_substance_use`: nobody needs to ask it of a place that doesn't treat that at all.
    """

    slug: str
    services: tuple[str, ...]
    ask: str | Promise
    doesnt_say: str | Promise
    is_of_substance_use: bool = False


# By importance: what decides whether someone can go there at all comes first. Questions that
# almost every listing answers (smoking, kinds of care) aren't here.
TOPICS = (
    Topic(
        "medicaid",
        ("medicaid",),
        _("Do you take Medicaid?"),
        _("Doesn't say if it takes Medicaid"),
    ),
    Topic(
        "private-insurance",
        ("private-insurance",),
        _("Do you take my health insurance?"),
        _("Doesn't say if it takes private insurance"),
    ),
    Topic(
        "medicare",
        ("medicare",),
        _("Do you take Medicare?"),
        _("Doesn't say if it takes Medicare"),
    ),
    Topic(
        "detox",
        ("detox",),
        _("Do you have detox? If not, who does?"),
        _("Doesn't say if it has detox"),
        is_of_substance_use=True,
    ),
    Topic(
        "mat",
        ("mat", "methadone", "buprenorphine"),
        _("Do you give methadone or buprenorphine?"),
        _("Doesn't say if it uses methadone or buprenorphine"),
        is_of_substance_use=True,
    ),
    Topic(
        "opioid-medicine-from-elsewhere",
        ("opioid-medicine-from-elsewhere",),
        _("Can I come while on methadone or buprenorphine?"),
        _("Doesn't say if you can come while on methadone or buprenorphine"),
        is_of_substance_use=True,
    ),
    Topic(
        "free-or-low-cost",
        ("free-or-low-cost", "sliding-fee", "payment-assistance"),
        _("Can I pay less if I have little money?"),
        _("Doesn't say if you can pay less"),
    ),
    Topic(
        "ages",
        ("teens", "young-adults", "adults", "older-adults"),
        _("Do you treat people of my age?"),
        _("Doesn't say what ages it takes"),
    ),
    Topic(
        "sex",
        ("accepts-women", "accepts-men"),
        _("Do you treat women, men, or both?"),
        _("Doesn't say if it takes women, men, or both"),
    ),
    Topic(
        "alcohol-medication",
        ("alcohol-medication",),
        _("Do you give medicine for alcohol use?"),
        _("Doesn't say if it has medicine for alcohol use"),
        is_of_substance_use=True,
    ),
    Topic(
        "spanish",
        ("spanish",),
        _("Can someone treat me in Spanish?"),
        _("Doesn't say if staff speak Spanish"),
    ),
    Topic(
        "transportation",
        ("transportation",),
        _("Can you help me get there?"),
        _("Doesn't say if it helps you get there"),
    ),
)
