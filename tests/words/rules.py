"""Words we don't use, by language, and what to write instead.

Person-first words follow NIDA's "Words Matter" and SAMHSA's advice: a person has a condition,
and isn't one. Claims are those that a finder can't keep, and those that sell.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern
    instead: str


def rule(words, instead):
    """Return the Rule against whole words; a space stands for any run of white space."""
    spaced = words.replace(" ", r"\s+")
    return Rule(re.compile(rf"(?<![\w-])(?:{spaced})(?!\w)", re.IGNORECASE), instead)


# What no American would write: other languages' idioms word for word, and British words.
IDIOMS = [
    rule(
        "stands? (?:in|on|at|here|there|beside|above|below|behind|next|first|between)",
        "is, appears",
    ),
    rule("stands? for itself|put in here", "leave it out, or: loaded, recorded here"),
    rule("(?:put|puts|set|sets) (?:it |them |this |that )?right", "fix, correct"),
    rule("sp(?:eak|eaks|eaking|oke|oken) of", "talk about, mention, say"),
    rule("(?:talk|talks|talked|talking) of", "talk about"),
    rule("say(?:s|ing)? of (?:itself|themselves|yourself)", "report about"),
    rule("guards? (?:the|your|their|our|you|these)", "protects"),
    rule("bad (?:sleep|confusion|shaking|sweating)", "trouble sleeping; severe …"),
    rule("(?:spend(?:s|ing)?|spent) much time|takes? (?:up )?much of|differs? much", "a lot of"),
    rule("more hunger|more sleep", "eating more, sleeping more"),
    rule("that goes for|(?:as|like) on TV", "this includes; leave it out"),
    rule("think of (?:a )?(?:detox|jail|hospital)", "can be detox, a hospital stay, or jail"),
    rule("(?:in|by) order of (?:name|distance|city)", "alphabetical, nearest first, by city"),
    rule("gives? no (?:answer|address|street|phone|number|place)", "doesn't give, doesn't list"),
    rule("knows? of none|no one right", "there are none; no one …"),
    rule("no (?:list|directory|test|company) (?:knows|can tell|a doctor)", "our lists don't"),
    rule("fits? nowhere|is kept nowhere", "doesn't fit; isn't kept"),
    # British words.
    rule(
        "(?:feel(?:s|ing)?|felt|makes? (?:you|them)|fall(?:s|ing)?|fell|get(?:s|ting)?) "
        "(?:very |so )?ill",
        "sick",
    ),
    rule("(?:has|have|had) got|got used to", "has; has gotten used to"),
    rule("(?:feel(?:s|ing)?|felt|a|or) cross(?: feeling| mood)?", "irritable, angry"),
    rule(r"centres?|tick(?:s|ed|ing)?|whilst|amongst|afterwards|dialled", "center, check …"),
    rule(r"programmes?|behaviours?|colours?|favours?|labelled|counsell\w+", "program …"),
    rule(r"(?:organ|recogn|apolog|hospital)is(?:e|es|ed|ing|ations?)", "organize …"),
    rule("chemists?|postcodes?|fortnights?|paracetamol|in hospital", "drugstore, ZIP code …"),
    rule(r"any more(?=[.?!:])|e-mails?", "anymore, no longer; email"),
]

RULES = {
    "en": [
        rule("addicts?", "people with addiction, or with a substance use disorder"),
        rule("addicted", "has an addiction, or a substance use disorder"),
        rule("(?:drug|substance|alcohol|opioid|heroin) (?:users?|abusers?)", "people who use …"),
        rule(r"abus\w*", "use, harmful use; of people: harm, violence"),
        rule("alcoholics?|a drunk|drunks|drunkards?", "people with alcohol use disorder"),
        rule("clean|dirty", "of people: not using, in recovery; of tests: negative, positive"),
        rule("habits?", "use, substance use disorder"),
        rule("junkies?|druggies?|dopeheads?|crackheads?|potheads?|stoners?", "people who use …"),
        rule("(?:drug|crack|addicted) bab(?:y|ies)", "babies exposed to drugs before birth"),
        rule("victims?", "survivors, people who were hurt"),
        rule("suffer(?:s|ed|ing)? (?:from|with)", "has, have, live with"),
        rule("the (?:mentally ill|homeless|addicted|disabled)", "people who …"),
        rule("(?:commit|commits|committed|committing) suicide", "die, died by suicide"),
        rule(
            r"(?:opioid )?(?:substitution|replacement) (?:therapy|treatment)",
            "medicine for opioid use",
        ),
        rule("best", "say what is so, and how one knows"),
        rule(r"guarant\w*|risk-free|miracles?|breakthroughs?|proven", "say what studies found"),
        rule(
            r"(?:success|recovery|cure) (?:rates?|percentages?)",
            "nobody can compare them: leave it out",
        ),
        rule(r"cures?|cured|curing", "treats, helps with"),
        rule(
            r"HIPAA[\s-]+(?:compliant|compliance|certified|safe)",
            "say what is kept, and for how long",
        ),
        rule(r"100\s?(?:%|percent)", "leave it out"),
        rule(
            "(?:completely|fully|totally|strictly) (?:confidential|anonymous|private)",
            "say who learns what",
        ),
        rule(r"#1|number one|no\. 1|top[\s-]rated|world[\s-]class|leading|premier", "leave it out"),
        *IDIOMS,
    ],
    "es": [
        rule(
            "(?:ex-?)?adict[oa]s?|drogadict[oa]s?|drogodependientes?|farmacodependientes?",
            "personas con adicción",
        ),
        rule("drogadicción|drogodependencia", "adicción, consumo de drogas"),
        rule(
            "toxicóman[oa]s?|toxicomanías?|yonquis?|drogat[oa]s?|marihuaner[oa]s?",
            "personas que consumen …",
        ),
        rule(r"abus\w+", "consumo, consumo dañino; hacia personas: violencia, maltrato"),
        rule(
            "alcohólic[oa]s?|borrach[oa]s?|ebri[oa]s?",
            "personas con trastorno por consumo de alcohol",
        ),
        rule("limpi[oa]s?|suci[oa]s?", "sin consumir; de pruebas: negativo, positivo"),
        rule("vicios?|vicios[oa]s?|hábitos?", "consumo, adicción"),
        rule("consumidor(?:a|es|as)?", "personas que consumen …"),
        rule("víctimas?", "sobrevivientes, personas que sufrieron daño"),
        rule(
            "(?:enferm[oa]s?|pacientes?) mentales?|los discapacitados|los indigentes|indigentes?",
            "personas que …",
        ),
        rule("comet\\w+ suicidio|se suicid\\w+", "morir por suicidio"),
        rule("(?:el|la|los|las) mejor(?:es)?", "diga lo que es, y cómo se sabe"),
        rule(
            r"garant\w+|sin riesgos?|milagr\w+|(?:eficacia|científicamente) comprobad[oa]",
            "diga lo que hallaron los estudios",
        ),
        rule(
            r"(?:tasas?|porcentajes?|índices?) de (?:éxito|curación|recuperación)",
            "nadie puede compararlos",
        ),
        rule(r"curas?|curan|curar\w*|curación", "trata, ayuda con"),
        rule(
            "(?:cumple|cumplen|cumplimos|certificad[oa]s?) (?:con )?(?:la )?(?:ley )?HIPAA",
            "diga qué se guarda",
        ),
        rule(r"100\s?%|cien por ciento", "nada"),
        rule(
            "(?:total|completa|absoluta)mente (?:confidencial|anónim[oa]|privad[oa])",
            "diga quién sabe qué",
        ),
        rule("n[uú]mero uno|líder(?:es)? en|de primera clase", "nada"),
        # Terms of fixtures/languages/es/terms.md; a search understands these, too.
        rule("benzodiazepinas?", "benzodiacepinas"),
        rule("trastornos? por (?:el )?uso", "trastorno por consumo"),
        rule("volver a usar|vuelv[ae]n? a usar|us(?:ar|es?|an?) a solas", "consumir"),
        rule("vida sobria|(?:vivienda|casa|hogar)(?:e?s)? sobri[oa]s?", "vivienda de recuperación"),
        rule("diagnósticos? dobles?|dobles? diagnósticos?", "diagnóstico dual"),
        rule("petición|peticiones", "solicitud"),
        rule(r"(?:marca|presiona|pulsa) (?:el )?\d", "oprime 2"),
        # English in Spanish words.
        rule("evidencias?", "pruebas, estudios"),
        rule(
            "en orden de|hac\\w+ sentido|remov\\w+|remuev\\w+|aplic\\w+ para", "para, quitar, pedir"
        ),
        # To one person, as to a friend, whoever it is.
        rule("usted(?:es)?", "tú"),
        rule(
            "(?:estás|estés|te sientes|te quedes) (?:muy |tan )?"
            "(?:solo|listo|seguro|preocupado|cansado|enfermo|perdido|interesado)",
            "lo que vale para todas las personas: sin nadie, quieres, te preocupa …",
        ),
        rule("internado", "con internación, quedarte ahí: vale para todas las personas"),
        rule("hombres o niños(?! varones)", "hombres o niños varones: niños son también las niñas"),
        rule(
            r"(?<!enfermeros\sy\s)enfermeras?",
            "personal de enfermería, enfermeros y enfermeras, profesional de enfermería",
        ),
        rule("trabajadoras? social(?:es)?", "personal de trabajo social"),
        # As pharmacies, clinics and insurers write it; terms.md says why.
        rule("láminas?", "película (film)"),
        rule("(?:otro|cada|segundo|un) aparato", "otro aerosol, otra dosis"),
        rule("mal sueño|mal dormir", "problemas para dormir: un mal sueño es una pesadilla"),
        rule("corazón rápido", "el corazón late rápido"),
        rule("(?:falla|fallo) (?:del hígado|hepátic[oa])", "insuficiencia del hígado"),
        rule("revierten? (?:una|la) sobredosis", "puede revertir una sobredosis"),
        rule(r"se va en \d+", "el efecto dura de … a … minutos"),
        rule("(?:síntomas?|síndrome) de retir(?:o|ada)", "abstinencia"),
        rule("antojos?", "deseo intenso"),
        rule("pacientes? externos?", "ambulatorio"),
        rule("(?:un|el|los|ningún) clínicos?", "profesional de la salud"),
        rule("audiencias? justas?", "audiencia imparcial (estatal)"),
        rule("(?:permisos?|aprobación) previ[oa]s?", "autorización previa"),
        rule("(?:cuentas?|facturas?) sorpresas?", "factura médica sorpresa"),
        rule("escalas? móvil(?:es)?|escalas? de tarifas", "pago según tus ingresos"),
        rule("aseguranzas?", "seguro médico"),
        rule("(?:gratis|gratuita) o a menor costo", "gratis o de menor costo"),
        rule("instalaciones|listados?", "lugar, centro; lista, datos"),
        rule(r"no (?:está |fue )?reportad[oa]s?", "no informado"),
        rule("hojas? para llamar", "hoja para tus llamadas"),
        # Words and turns of English.
        rule("ver a alguien", "hablar con un profesional"),
        rule(r"(?<!por\s)usos? de (?:sustancias|drogas|alcohol|opioides)", "consumo de"),
        rule("desórdenes|desorden (?:por|de|mental|alimentici[oa])", "trastorno"),
        rule("(?:dependencia|casos?|rangos?|síntomas) sever[oa]s?", "grave"),
        rule("por texto|un texto al|textea\\w*", "por mensaje de texto"),
        rule("ll[aá]m\\w+ (?:para atrás|de vuelta)", "devolver la llamada"),
        rule("sobre el mostrador", "sin receta"),
        rule("tom\\w+ lugar", "ocurrir, hacerse"),
        rule("todo se voltea|plan para el sí|suena al gobierno", "lo que se diría en voz alta"),
    ],
}

# Where a word stands for good reason: the exact phrase, and why. Each must be needed.
ALLOWED = {
    "en": {
        "They promise a cure, or give a success rate with no proof.": "warns of those who do",
        "National Institute on Alcohol Abuse and Alcoholism": "the name of an agency",
        "Empty: can't be dialled.": "only the admin shows it; a change is a migration",
        "can't stand at the top of every page.": "only the admin shows it; a change is a migration",
        "services it speaks of": "only the admin shows it; a change is a migration",
        "Can you become addicted to heroin after one use?": (
            "what people ask, in their words; of what may happen, not of a person"
        ),
    },
    "es": {
        "Prometen una cura, o dan un porcentaje de éxito sin pruebas.": "warns of those who do",
        "¿Usted sabe usar CRAFT?": "what a reader asks a counselor",
    },
}


@dataclass(frozen=True)
class Mistake:
    path: str
    line: int
    phrase: str
    instead: str

    def __str__(self):
        return f"{self.path}:{self.line}: “{self.phrase}”: write: {self.instead}"


def allowed_spans(words, allowed):
    """Yield (phrase, start, end) of each allowed phrase in a text, across line breaks."""
    for phrase in allowed:
        pattern = r"\s+".join(map(re.escape, phrase.split()))
        for match in re.finditer(pattern, words, re.IGNORECASE):
            yield phrase, *match.span()


def mistakes(text, rules=RULES, allowed=ALLOWED):
    """Return the Mistakes in a Text."""
    spans = list(allowed_spans(text.words, allowed.get(text.language, ())))
    return [
        Mistake(text.path, text.line_of(match.start()), " ".join(match[0].split()), rule.instead)
        for rule in rules.get(text.language, ())
        for match in rule.pattern.finditer(text.words)
        if not any(start <= match.start() and match.end() <= end for _p, start, end in spans)
    ]
