import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is of no language: forms of files, commands, and examples of what is typed. */
const SAME = new Set([
  ...['PNG', 'SVG', 'CSV', 'gate erase --person', 'Invalid input'],
  'gate audit verify chain.jsonl --jwks … --certificate certificate.json',
  'gate audit export --workspace … --out chain.jsonl',
  'gate audit verify chain.jsonl --jwks … --report report.json',
  ...['Acme CRM', 'acme-crm', 'crm.acme.example', '/{type}/{id}', 'deal'],
  ...['https://crm.acme.example/deal/4711', 'https://gate.example.com'],
  // a file that is sent to us
  'Countersign page health, extension',
]);
/** Attributes that a person reads, or hears. */
const READ = /^(?:aria-(?:label|description|roledescription)|title|placeholder|alt|label|hint)$/;
/** Two words of which the first begins as a sentence does. */
const SENTENCE = /^[\p{Lu}“"][\p{L}’']* (?:.*\s)?\p{L}{2}/su;

type Node = { type: string; [field: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Texts in a file that a person would read as they stand there, whatever their language. */
function literalsIn(path: string): string[] {
  const code = readFileSync(path, 'utf8');
  const found: string[] = [];
  const add = (text: string): void => {
    const flat = text.replace(/\s+/g, ' ').trim();
    if (/\p{L}{2}/u.test(flat) && !SAME.has(flat)) found.push(flat);
  };
  const visit = (node: unknown, parent?: Node): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, parent);
    if (!isNode(node) || node.type === 'ImportDeclaration') return;
    if (node.type === 'JSXAttribute' && isNode(node.name) && node.name.name === 'class') return;
    if (node.type === 'JSXText') add(String(node.value));
    if (node.type === 'Literal' && typeof node.value === 'string') {
      const name = isNode(parent?.name) ? String(parent.name.name) : '';
      if (parent?.type === 'JSXAttribute' ? READ.test(name) : SENTENCE.test(node.value))
        add(node.value);
    }
    if (node.type === 'TemplateElement') {
      const { cooked } = node.value as { cooked: string };
      if (/\p{L}{3,} \p{Ll}{2,}/u.test(cooked) && !/[<>=]/.test(cooked)) add(cooked);
    }
    for (const [field, value] of Object.entries(node))
      if (field !== 'parent' && typeof value === 'object') visit(value, node);
  };
  const { program, errors } = parseSync(path, code);
  expect(errors).toEqual([]);
  visit(program);
  return found;
}

test('no page or piece of one says anything that is not in the files of words', () => {
  const said = ['pages', 'ui'].flatMap((zone) =>
    readdirSync(join(root, 'src', zone), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .flatMap((name) =>
        literalsIn(join(root, 'src', zone, name)).map((text) => `${zone}/${name}: ${text}`),
      ),
  );
  expect(said).toEqual([]);
});
