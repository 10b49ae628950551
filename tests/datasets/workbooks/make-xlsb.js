// Writes short-cells.xlsb from sandland.xlsx: node make-xlsb.js (npm package xlsx 0.18.5).
const xlsx = require("xlsx");
const path = (name) => `${__dirname}/${name}`;
const book = xlsx.readFile(path("sandland.xlsx"), { cellStyles: true, cellNF: true, cellFormula: true });
xlsx.writeFile(book, path("short-cells.xlsb"), { bookType: "xlsb", cellStyles: true });
