// Prints what AsyncAPI's parser finds wrong with a document, and nothing where it is valid.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const ERROR_OR_WARNING = 1;
const found = await new Parser().validate(readFileSync(process.argv[2], "utf8"));
for (const { severity, path, message } of found) {
  if (severity <= ERROR_OR_WARNING) console.log(`${path.join(".")}: ${message}`);
}
