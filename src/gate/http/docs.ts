import { html } from 'hono/html';
import type { App, HttpConfig } from './context.ts';
import { type JsonSchema, type OpenApi, type Operation, openApi, problemRows } from './openapi.ts';

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-bottom:1px solid}
code,pre{font:13px/1.45 ui-monospace,monospace}
pre{overflow-x:auto;padding:.75rem;border:1px solid;border-radius:6px}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid}
details{margin:.6rem 0}
summary{cursor:pointer}
`;

/** `/openapi.json` and `/docs`: a page made here from that document, without scripts or remote parts. */
export function registerDocs(app: App, config: HttpConfig): void {
  const document = openApi(config.publicUrl);
  app.get('/openapi.json', (c) => c.json(document));
  app.get('/docs/style.css', (c) =>
    c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
  app.get('/docs', async (c) => {
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    );
    return c.html(await page(document));
  });
  app.get('/', (c) => c.redirect('/docs'));
}

type Html = ReturnType<typeof html>;

const page = (document: OpenApi): Html => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${document.info.title}</title><link rel="stylesheet" href="/docs/style.css"></head>
<body>
<h1>${document.info.title}, protocol ${document.info.version}</h1>
<p>${document.info.description} The same as <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<h2 id="calls">Calls</h2>
${Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => call(method, path, operation)),
)}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(
  ([name, schema]) =>
    html`<details id="${anchor(name)}"><summary><code>${name}</code></summary>${source(schema)}</details>`,
)}
<h2 id="problems">Problems</h2>
<table><thead><tr><th>type</th><th>status</th><th>means</th></tr></thead><tbody>
${problemRows().map((row) => html`<tr><td><code>${row.code}</code></td><td>${row.status}</td><td>${row.title}</td></tr>`)}
</tbody></table>
</body></html>`;

function call(method: string, path: string, operation: Operation): Html {
  const body = operation.requestBody?.content['application/json']?.schema;
  const [status, answer] = Object.entries(operation.responses)[0] ?? [];
  const [type = '', shape] = Object.entries(answer?.content ?? {})[0] ?? [];
  return html`<details><summary><code>${method.toUpperCase()} ${path}</code> ${operation.summary}</summary>
<p>For: ${operation.tags.join(', ')}. By: ${operation.security.flatMap((each) => Object.keys(each)).join(' or ')}.</p>
${
  operation.parameters.length === 0
    ? ''
    : html`<table><thead><tr><th>parameter</th><th>in</th><th>schema</th></tr></thead><tbody>${operation.parameters.map(
        (each) =>
          html`<tr><td><code>${each.name}</code></td><td>${each.in}</td><td><code>${JSON.stringify(each.schema)}</code></td></tr>`,
      )}</tbody></table>`
}
${body ? html`<p>Body</p>${source(body)}` : ''}
<p>Answer ${status ?? ''}, ${type}</p>${source(shape?.schema ?? {})}
</details>`;
}

const anchor = (name: string): string => `schema-${name}`;

/** JSON as text; only references to named schemas become links. */
function source(schema: JsonSchema): Html {
  const parts = JSON.stringify(schema, null, 2).split(/"#\/components\/schemas\/(\w+)"/);
  return html`<pre>${parts.map((part, index) =>
    index % 2 === 0 ? part : html`<a href="#${anchor(part)}">${part}</a>`,
  )}</pre>`;
}
