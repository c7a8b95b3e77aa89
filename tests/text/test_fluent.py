"""Sentences put together from parts are said as people say them."""

import pytest

from text.fluent import fluent


@pytest.mark.parametrize(
    "parts, said",
    [
        ("con desintoxicación y internación", "con desintoxicación e internación"),
        ("con metadona y “Inyección de Vivitrol”", "con metadona e “Inyección de Vivitrol”"),
        ("con metadona y historia", "con metadona e historia"),
        ("con metadona y hielo", "con metadona y hielo"),
        ("con metadona y yeso", "con metadona y yeso"),
        ("uno o otro, o hombres, o mujeres", "uno u otro, u hombres, o mujeres"),
        ("cerca de el código postal 01852", "cerca del código postal 01852"),
        ("en el estado de Washington", "en el estado de Washington"),
        ("cerca de El Paso, TX", "cerca de El Paso, TX"),
        ("con el nombre “pan y higos de el mar”", "con el nombre “pan y higos de el mar”"),
        (
            '<span translate="no">Sol y Iris</span> y iris',
            '<span translate="no">Sol y Iris</span> e iris',
        ),
        ("", ""),
    ],
)
def test_spanish_words_change_before_others(parts, said):
    assert fluent(parts, "es") == said


def test_other_languages_stay():
    assert fluent("de el y ingles", "en") == "de el y ingles" == fluent("de el y ingles", None)
