import type { Locator } from 'playwright-core';
import type { Wanted } from './stage.ts';

/** What a compose of either inbox has. */
type AnyCompose = {
  root: Locator;
  body: Locator;
  subject: Locator;
  type(text: string): Promise<unknown>;
};

/** A change of a compose after its approval. */
export type Change<C extends AnyCompose> = {
  name: string;
  wanted?: Partial<Wanted>;
  change(compose: C): Promise<unknown>;
  /** words that only the difference in the panel has: it is shown word by word */
  shows: RegExp;
};

export const ANA = { name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' };
export const BEN = { name: 'Ben Oyelaran', email: 'ben@acme-robotics.example' };
export const ALIAS = 'sales@brightloop.example';
const LINKED =
  '<p>Hi Ana,</p><p>it is all in <a href="https://brightloop.example/plan">our plan</a>.</p>';

/** Changes a text that lies in the body, as an editor's own script would. */
export const retype = ({ body }: AnyCompose, selector: string, text: string): Promise<void> =>
  body
    .locator(selector)
    .last()
    .evaluate((node, to) => {
      node.textContent = to;
      node.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, text);

/** Those that are made the same way in every inbox: in the text, the subject, by a file. */
export function changesAnywhere<C extends AnyCompose>(page: {
  /** the page's own file field */
  picker: string;
  signature: { tail: string; text: string };
}): Change<C>[] {
  const { picker, signature } = page;
  return [
    { name: 'one character', change: (compose) => compose.type('x'), shows: /x/ },
    {
      name: 'the subject',
      change: (compose) => compose.subject.fill('Another subject'),
      shows: /Another/,
    },
    {
      name: "a link's target under the same words",
      wanted: { body: LINKED },
      change: (compose) =>
        compose.body.locator('a').evaluate((node) => {
          node.setAttribute('href', 'https://elsewhere.example/plan');
        }),
      shows: /elsewhere/,
    },
    {
      name: 'an image put in',
      change: (compose) =>
        compose.body.evaluate((node) => {
          const image = document.createElement('img');
          image.src =
            'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICTAEAOw==';
          node.firstElementChild?.append(image);
        }),
      shows: /image.*added.*itself/s,
    },
    {
      name: 'an attachment added',
      change: (compose) =>
        compose.root.locator(picker).setInputFiles({
          name: 'terms.pdf',
          mimeType: 'application/pdf',
          buffer: Buffer.alloc(4000),
        }),
      shows: /terms/,
    },
    {
      name: 'the text of the signature',
      wanted: { tail: signature.tail },
      change: (compose) => retype(compose, signature.text, 'Mara Lindqvist, free until May'),
      shows: /free/,
    },
  ];
}
