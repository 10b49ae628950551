// A page of a newspaper that does not exist, with a style that knows nothing of maps: what an embedded map has to stand beside.

const STYLE = `
  * { box-sizing: border-box; letter-spacing: .01em; }
  body { margin: 0; background: #fbf7ee; color: #201a14; font: 19px/1.6 Georgia, "Noto Serif", "DejaVu Serif", serif; }
  header { padding: 14px 20px; background: #1d1410; color: #f6e9d2; font-variant: small-caps; font-size: 30px; letter-spacing: .12em; text-align: center; }
  article { max-width: 660px; margin: 0 auto; padding: 10px 16px 40px; }
  h1, h2, h3 { color: #6d1a10; font-size: 34px; line-height: 1.15; text-align: center; }
  p { margin: 0 0 .9em; hyphens: auto; text-align: justify; }
  p:first-of-type::first-letter { float: left; padding-right: 6px; color: #6d1a10; font-size: 58px; line-height: .86; }
  ul li { list-style: square; }
  table { border: 3px double #6d1a10; font-size: 24px; }
  button, select { background: #6d1a10; color: #fff; text-transform: uppercase; }
  figure { margin: 0; }
  figcaption { padding-top: 6px; color: #6b5f50; font-size: 14px; font-style: italic; }
  figure img { display: block; }
  iframe, kerben-map, figure { margin: 18px 0; }
  @media (max-width: 500px) { h1 { font-size: 27px; } header { font-size: 23px; } body { font-size: 17px; } }
`;

const WORDS = {
  en: {
    paper: "The Valley Courier", title: "Who came back, and where to",
    before: "The buses arrive before dawn. Whoever steps down has a bag, a story, and often no plan beyond the next week. How many have come back over the years differs from one district to the next.",
    after: "Mayors say that schools feel it first. Where many return, classes grow in the middle of the year, and teachers are found later than pupils.",
  },
  ru: {
    paper: "Вестник долины", title: "Кто вернулся и куда",
    before: "Автобусы приходят до рассвета. У каждого, кто выходит, есть сумка, своя история и часто никаких планов дальше следующей недели. Сколько людей вернулось за эти годы, зависит от района.",
    after: "Главы сёл говорят, что первыми это замечают школы. Там, где возвращаются многие, классы растут посреди года, а учителя находятся позже учеников.",
  },
  ky: {
    paper: "Өрөөн кабарчысы", title: "Ким кайтты, кайда кайтты",
    before: "Автобустар таң атканга чейин келет. Түшкөндөрдүн баарында баштык, өз тарыхы бар, көбүнүн кийинки жумадан аркы планы жок. Бул жылдары канча киши кайтканы ар бир районго жараша болот.",
    after: "Айыл башчылары муну биринчи мектептер байкайт дешет. Көп киши кайткан жерде класстар жылдын ортосунда чоңоёт, мугалимдер окуучулардан кеч табылат.",
  },
  kk: {
    paper: "Алқап хабаршысы", title: "Кім келді, қайда тұрады",
    before: "Автобустар таң атпай келеді. Түскендердің бәрінде дорба мен өз тарихы бар, көбінің келесі аптадан арғы жоспары жоқ. Әр өңірде қанша адам тұратыны әртүрлі.",
    after: "Әкімдер мұны алдымен мектептер байқайды дейді. Көп адам келген жерде сыныптар жыл ортасында үлкейеді, мұғалімдер оқушылардан кеш табылады.",
  },
};

/** The page in a language, with a line in it. */
export function article(lang, line) {
  const { paper, title, before, after } = WORDS[lang];
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><header>${paper}</header><article><h1>${title}</h1><p>${before}</p>
${line}
<p>${after}</p></article></body></html>`;
}
