// What @argdown/core makes of Argdown files, as JSON: its statements, arguments and relations, or its errors.
//   tests/peers/install                          once
//   node tests/peers/argdown.js FILE...          counts, a line each
//   node tests/peers/argdown.js --json FILE      everything, as tests/cases/argdown/*.json have it
const fs = require("fs");
const { argdown } = require("@argdown/core/dist/argdown.js");

const tidy = (text) => (text || "").replace(/\s+/g, " ").trim();
const settings = { process: ["parse-input", "build-model"], throwExceptions: false, logLevel: "silent",
                   model: { removeTagsFromText: true } };

function read(path) {
  const found = argdown.run({ input: fs.readFileSync(path, "utf8"), ...settings });
  const errors = [...(found.parserErrors || []), ...(found.exceptions || [])].map((error) => tidy(error.message));
  const statements = Object.entries(found.statements || {}).map(([title, item]) => {
    const members = item.members.filter((member) => tidy(member.text));
    return [title, { text: members.length ? tidy(members[0].text) : title, tags: item.tags || [], data: item.data || {} }];
  });
  const steps = Object.entries(found.arguments || {}).map(([title, item]) => {
    const members = item.members.filter((member) => tidy(member.text));
    return [title, { text: members.length ? tidy(members[0].text) : title, steps: (item.pcs || []).map((step) => step.title) }];
  });
  const relations = (found.relations || []).map((item) => [item.relationType, item.from.title,
    item.to.title || `inference of ${item.to.argumentTitle}`]);
  return { errors, statements: Object.fromEntries(statements), arguments: Object.fromEntries(steps), relations };
}

const json = process.argv[2] === "--json";
for (const path of process.argv.slice(json ? 3 : 2)) {
  const found = read(path);
  if (json) console.log(JSON.stringify(found, null, 1));
  else console.log(path, "errors", found.errors.length, "statements", Object.keys(found.statements).length,
                   "arguments", Object.keys(found.arguments).length, "relations", found.relations.length);
}
