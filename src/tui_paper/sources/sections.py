"""Sections that are none: the category that WordPress files a story under when its editor chose no other."""

_UNSORTED = frozenset(
    # "Uncategorized" as WordPress's language packs have it. Left out are those that say "General" or "Other" in words
    # that a paper may well call a section.
    "uncategorized|uncategorised|allgemein|bez kategorii|bez tēmas|fără categorie|geen categorie|heb gategori|"
    "i pakategorizuar|ikke kategoriseret|määratlemata|nekategorisano|nekategorizirano|neuvrščeni|nezaradené|nezařazené|"
    "non classé|okategoriserade|sailkatugabeak|sem categoria|sen categorizar|senkategoria|senza categoria|"
    "sin categoría|tak berkategori|ukategorisert|unkategorisiert|Без категория|Без категорії|Без рубрики|"
    "Некатегоризирано|Некатегоризовано|Χωρίς κατηγορία|غير مصنف|غیر زمرہ بند|دسته‌بندی نشده|বিভাগবিহীন|"
    "வகைப்படுத்தப்படாதது|ไม่มีหมวดหมู่|未分类|未分類|미분류".casefold().split("|")
)


def is_unsorted(name: str) -> bool:
    """Whether the name of a section says that the story is in none."""
    return name.strip().casefold() in _UNSORTED
