import { parseSync } from 'vite';

export const version = '5.9.0';

/** Read while loading; only its parser for `tsPreCompilationDeps`, not used here, needs more. */
export const SyntaxKind = {};

/**
 * Of a module's source, its imports only, as plain JavaScript: that is all dependency-cruiser wants
 * to know. Type-only imports come out as imports, because for the allow-list they count.
 *
 * @param {string} source
 * @param {{ compilerOptions?: { jsx?: string } }} options
 */
export function transpileModule(source, options = {}) {
  const lang = options.compilerOptions?.jsx === undefined ? 'ts' : 'tsx';
  const { program, errors } = parseSync(`module.${lang}`, source, { lang });
  if (errors.length > 0) throw new Error(`Can't read imports: ${errors[0]?.message ?? ''}`);
  const found = new Set();
  collect(program, found);
  return { outputText: [...found].join('\n') };
}

/**
 * @param {unknown} node
 * @param {Set<string>} found
 */
function collect(node, found) {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const statement = importOf(node);
  if (statement !== null) found.add(statement);
  for (const child of Object.values(node)) collect(child, found);
}

/** @param {any} node */
function importOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return typeof node.source?.value === 'string' ? `import ${quote(node.source.value)};` : null;
    case 'ImportExpression':
    case 'TSImportType': {
      const value = node.source?.value ?? node.argument?.literal?.value ?? node.argument?.value;
      return typeof value === 'string' ? `import(${quote(value)});` : null;
    }
    case 'TSExternalModuleReference':
      return `import ${quote(node.expression.value)};`;
    case 'CallExpression':
      return node.callee?.name === 'require' && typeof node.arguments[0]?.value === 'string'
        ? `import ${quote(node.arguments[0].value)};`
        : null;
    default:
      return null;
  }
}

/** @param {string} text */
function quote(text) {
  return JSON.stringify(text);
}
