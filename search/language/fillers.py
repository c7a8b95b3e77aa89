"""Words around what is meant: they say nothing themselves, but some belong to names."""

from text.analysis import stem
from text.spans import stems


def _phrases(text):
    return {stems(phrase) for phrase in text.replace("\n", ";").split(";") if phrase.strip()}


def _words(text):
    return frozenset(map(stem, text.split()))


# Skipped inside a phrase: "detox from the heroin" is "detox heroin".
SMALL = _words("the of for from to my your our his their de del el la los las un una mi su para")

# Never part of a name: dropped wherever they stand.
ALWAYS = _phrases(
    """
    i need; i am looking; im looking; looking; i want; i would like; need help; i need help
    need help with; i need help with; help me find; help me; find me; please; where can i find
    where can i get; where can i; where is; where are; how do i find; how do i get; how can i
    how do i; who takes; who accepts; that takes; that take; that accepts; that accept; that offers
    that offer; that has; that have; which takes; which accepts; who has; that provide
    that provides; that treat; that treats; near me; nearby; near by; close by; closest; nearest
    close to me; around me; around here; near here; in my area; in my city; in my town
    in my state; in my county; local area; not sure; no waiting list; no wait list; no waitlist
    a good; really good; good place
    my son; my daughter; my husband; my wife; my brother; my sister; my friend; my boyfriend
    my girlfriend; my partner; my loved one; a loved one; loved one; myself; for me; my child
    for someone; someone; somebody; somewhere; anywhere; any place; a place; places
    top rated; best rated; highest rated; right now; tonight; asap; open now; 24 7; 24 hours
    help for; help with; i have; we have; i am; im; specializing in; specialize in
    specializes in; deals with; dealing with; struggling with; suffering from; having trouble
    do you know; is there; are there; what is; phone number; zip code; zipcode
    cerca de mi; cerca de aqui; cerca mio; mas cercano; cercano; necesito; necesito ayuda
    necesito ayuda con; busco; buscando; estoy buscando; quiero; quisiera; donde puedo encontrar
    donde hay; donde esta; donde encuentro; por favor; que acepten; que acepte; que acepta
    que aceptan; que tome; que tomen; que tenga; que tengan; que hablen; que ofrezca; para mi hijo
    para mi hija; mi hijo; mi hija; mi esposo; mi esposa; mi hermano; mi hermana; mi amigo
    mi amiga; mi novio; mi novia; mi mama; mi papa; para mi; un lugar; lugares; alguien
    en mi area; en mi ciudad; en mi estado; ayuda con; ayuda para; donde puedo ir; a donde voy
    24 horas; codigo postal; abierto ahora; lo antes posible; ahora mismo; hoy mismo; urgente
    urgentemente; ayuda ya; ayuda urgente; cerca de mi casa
    """
)

# Dropped at the edges of what is left once a service was found; kept inside a name.
OFTEN = _words(
    """
    a an and or with without that which who at on in into by about as is are be am was do does did
    can could will would should has have had having get getting got go going any some all other
    also both plus only just still very really much more most i im ive me we us you it its this
    these there here take takes taking took taken accept accepts accepting accepted allow allows
    offer offers offering offered provide provides providing want wants wanted need needs needed
    needing looking find finding use uses using used seek seeking treat treats treating dealing
    local affordable private help helps good best top luxury today list info information hours
    reviews immediately zip lugar aqui hoy ahora mejor mejores place option options like
    if whose when while than then so but where how what son daughter husband wife hijo hija
    esposo esposa donde near around close cerca alrededor
    y o e con que en al por se es son hay ser esta estan tiene tienen tener acepta aceptan acepten
    toma toman usa usan ofrece ofrecen ayuda mas muy como cual cuales lo le les me nos hacer a
    estoy ir mio pero si persona personas people person patient client adulta
    """
)

# Kinds of place and of work: "center" alone with a service adds nothing, in a name it stays.
KINDS = _words(
    """
    center centre clinic clinica clinicas centro centros program programa programas hospital
    service servicio servicios treatment tratamiento recovery recuperacion addiction house home
    unit office doctor doctora prescriber physician practitioner specialist agency organization
    company institute department dept group team care support resource solution system medical
    health healthcare wellness session meeting facility provider community
    disorder problem issue condition option drug
    """
)

# What follows is not wanted: it must not be asked for.
NEGATIONS = _phrases(
    """
    no; not; does not; do not; did not; is not; non; without; never; dont; doesnt; don t
    doesn t; isnt; wont; cant; cannot; arent
    instead; rather than; other than; besides; except; excluding
    alternative to; alternatives to; avoid; avoiding; off; nothing with; sin; ni; nada de
    excepto; menos; en vez; nunca
    """
)
# It goes on over these to the next phrase: "no methadone or suboxone".
GOES_ON = frozenset({"or", "nor", "ni", "o"})

# Phrases that facilities' names are full of: with other words of a name beside, they are part
# of it. So are the names of the kinds of facility and of those who run one.
OF_NAMES = _phrases(
    """
    behavioral health; behavioral health center; mental health center; mental health; counseling
    therapy; therapist; youth; child; children; adult; group; groups; psychiatric; psychiatry
    psychological; psychologist; psych; outreach; intervention; assessment; evaluation; mentor
    mentoring; shelter; court; forensic; individual; life skill; social service; housing; trauma
    aftercare; family program; family help; family support; support group; jobs; job; employment
    vocational; legal service; senior; elder; lady; mother; native; native american; tribal
    american indian; indian health; hispanic; latino; interventions; diagnosis; meetings
    addiction medicine; addiction service; transport; native health; hogar; juvenil; recovery house
    recovery home; recovery residence; behavioral health hospital; supported housing
    supportive housing; exercise; fitness; nutrition; yoga; school; peers; pride; stress; education
    mental health clinic; mental health facility; community outreach; counselor; consejeria
    transitional living; case management; recovery coach; continuing care; peer support
    substance abuse; substance use; chemical dependency; drug abuse; alcohol and drug
    drug and alcohol; alcoholism; social worker; primary care; medical clinic; teen; kids
    rehabilitation; rehabilitation center; aa; boys; girls; child care; mental health service
    pain clinic; self help; intervention specialist; psychotherapy; family counseling; charity
    addiction treatment; addiction treatment center; drug treatment; alcohol treatment
    """
)
