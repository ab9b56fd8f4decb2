// Prints what W3C's validator (npm webvtt-parser) finds wrong with each WebVTT file of a JSON list
// of texts on stdin: a JSON list of lists of sentences, with the number of cues it saw.
const { WebVTTParser } = require("webvtt-parser");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = texts.map((text) => {
  const tree = new WebVTTParser().parse(text, "subtitles/captions/descriptions");
  return {
    cues: tree.cues.length,
    errors: tree.errors.map((error) => `${error.line}:${error.col} ${error.message}`),
  };
});
process.stdout.write(JSON.stringify(found));
