// Sandland in Arabic: the small dataset of tests/fixtures with Arabic names and words.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SANDLAND = fileURLToPath(new URL("../fixtures/sandland/", import.meta.url));
const NAMES = {
  Sandland: "أرض الرمال", West: "الغرب", East: "الشرق", Dunes: "الكثبان", Oasis: "الواحة", Shore: "الساحل", Adra: "عدرا", Brim: "بريم", Cove: "الخليج", Dock: "المرفأ",
};
const WORDS = `
[[vocabulary.groups]]
id = "returnees"
label = { ar = "العائدون", en = "Returnees" }

[[vocabulary.dimensions]]
id = "sex"
label = { ar = "الجنس", en = "Sex" }

[[vocabulary.services]]
id = "hospital"
label = { ar = "مستشفى", en = "Hospital" }
in_sentence = { ar = "مستشفى", en = "a hospital" }

[[vocabulary.services]]
id = "school"
label = { ar = "مدرسة", en = "School" }
in_sentence = { ar = "مدرسة", en = "a school" }
`;

/** Writes the dataset into a folder, and gives that. */
export function arabicSandland() {
  const folder = mkdtempSync(join(tmpdir(), "kerben-arabic-"));
  for (const file of readdirSync(SANDLAND)) {
    let text = readFileSync(join(SANDLAND, file), "utf8");
    if (file.endsWith(".geojson")) text = text.replace(/"name": "(\w+)"/g, (_, name) => `"name": "${name}", "ism": "${NAMES[name]}"`);
    if (file === "communities.csv") {
      text = text.replace("id,name,", "id,name,ism,").replace(/^(C\d),(\w+),/gm, (_, id, name) => `${id},${name},${NAMES[name]},`);
    }
    if (file === "dataset.toml") {
      text = text
        .replace('languages = ["en"]', 'languages = ["ar", "en"]')
        .replaceAll('name_en = "name"', 'name_en = "name", name_ar = "ism"')
        .replaceAll("return_migrants", "returnees")
        .replace('title = "Sandland, first assessment"', 'title = { ar = "أرض الرمال، التقييم الأول", en = "Sandland, first assessment" }')
        .replace('title = "Round 1"', 'title = { ar = "الجولة 1", en = "Round 1" }')
        .replace('method = "Key informant interviews"', 'method = { ar = "مقابلات مع مصادر المعلومات الرئيسية", en = "Key informant interviews" }')
        .replace('2024 = "January to April"', '2024 = { ar = "كانون الثاني/يناير إلى نيسان/أبريل", en = "January to April" }')
        .replace('definition = "People who came back."', 'definition = { ar = "أشخاص عادوا إلى أماكنهم.", en = "People who came back." }')
        .replace('[[sources]]\nid = "survey"', 'disclaimer = { ar = "هذه الخريطة للتوضيح فقط.", en = "This map is for illustration only." }\n\n[[sources]]\nid = "survey"') + WORDS;
    }
    writeFileSync(join(folder, file), text);
  }
  return folder;
}
