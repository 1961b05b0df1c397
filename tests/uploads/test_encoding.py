"""Texts that do not say their encoding: the likeliest one is taken, and said to be a guess."""

import pytest

from torchground.uploads.encoding import probable

TEXTS = {
    "cp1252": "Prénom;Ville\nÉloïse;Orléans\nFrançois;Besançon\n",
    "cp1251": "Имя;Город\nИван;Москва\nМария;Санкт-Петербург\n",
    "koi8_r": "Имя;Город\nИван;Москва\nМария;Санкт-Петербург\n",
    "cp1253": "Όνομα;Πόλη\nΓιώργος;Αθήνα\nΕλένη;Θεσσαλονίκη\n",
    "cp932": "名前;都市\n田中さくら;東京\n鈴木一郎;大阪\n佐藤はなこ;名古屋\n",
    "euc_jp": "名前;都市\n田中さくら;東京\n鈴木一郎;大阪\n佐藤はなこ;名古屋\n",
    "gb18030": "姓名;城市\n张伟;北京\n王芳;上海\n刘洋;深圳市南山区\n",
    "euc_kr": "이름;도시\n김철수;서울\n이영희;부산\n박민수;인천\n",
}


@pytest.mark.parametrize("codec", TEXTS)
def test_the_encoding_of_a_text_is_found(codec: str) -> None:
    found = probable(TEXTS[codec].encode(codec))
    assert found
    assert found.codec == codec


@pytest.mark.parametrize("text", ["a;€\n1;2\n", "µm;±\n", "it’s “so”\n", "größe;Ä;B\n", "naïve\n"])
def test_a_few_signs_do_not_speak_for_another_script(text: str) -> None:
    found = probable(text.encode("cp1252"))
    assert found
    assert found.codec == "cp1252"


def test_bytes_of_no_encoding_have_none() -> None:
    assert probable(b"a,b\n1,\x81\x8d\n" + b"1,2\n" * 20) is None
