import { describe, expect, it } from 'vitest';
import { openApi } from '../../../src/gate/http/openapi.ts';
import { ROUTES, type Route } from '../../../src/protocol/routes.ts';

const document = openApi('https://gate.example.com');

describe('the OpenAPI document', () => {
  it.each(Object.entries(ROUTES))(
    'has %s, with body, answer, problems and who may call',
    (name, row) => {
      const route: Route = row;
      const operation = document.paths[route.path]?.[route.method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      expect(operation?.tags).toEqual([...route.who]);
      expect(Boolean(operation?.requestBody)).toBe(Boolean(route.body));
      expect(
        operation?.responses[route.status]?.content?.[
          route.lines ?? route.gives ?? 'application/json'
        ]?.schema,
      ).toBeDefined();
      expect(operation?.responses['4XX']?.content?.['application/problem+json']).toBeDefined();
      const named = operation?.parameters
        .filter((each) => each.in === 'path')
        .map((each) => each.name);
      expect(named).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    },
  );

  it('has no operation that is not a route, and no operationId twice', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((each) => each.operationId),
    );
    expect(ids.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it('resolves every $ref and every security scheme', () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      expect(ref).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(document.components.schemas).toHaveProperty([ref.split('/').at(-1) ?? '']);
    }
    expect(text).not.toContain('$defs');
    const schemes = Object.keys(document.components.securitySchemes);
    for (const path of Object.values(document.paths))
      for (const { security } of Object.values(path))
        for (const scheme of security.flatMap((each) => Object.keys(each)))
          expect(schemes).toContain(scheme);
  });

  it('refuses unknown fields on write and allows them on read', () => {
    const { ProposalInput, ProposalAnswer } = document.components.schemas;
    expect(ProposalInput).toMatchObject({ additionalProperties: false });
    expect(ProposalAnswer).not.toHaveProperty('additionalProperties');
  });

  it('is a 3.1 document with a server', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: 'https://gate.example.com' }]);
  });
});
