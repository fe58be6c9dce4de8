import type { DraftDto } from '../contract.ts';
import type { App, ComposeList, Placement } from './app.ts';
import { Compose } from './compose.ts';
import { toggleClass } from './dom.ts';
import { Floating } from './floating.ts';
import { newMail } from './new-draft.ts';

/** The open composes of this page. */
export class Composes implements ComposeList {
  readonly #app: App;
  readonly #open = new Set<Compose>();

  constructor(app: App) {
    this.#app = app;
  }

  floating(): Compose[] {
    return [...this.#open].filter((compose) => compose.placement?.kind === 'floating');
  }

  find(messageId: string): Compose | undefined {
    return [...this.#open].find((compose) => compose.draft.messageId === messageId);
  }

  inThread(legacyThreadId: string): Compose | undefined {
    return [...this.#open].find(
      ({ placement, draft }) =>
        placement?.kind === 'inline' && draft.legacyThreadId === legacyThreadId,
    );
  }

  /** Opens a draft in the dock, or focuses it where it is open already. */
  openFloating(draft: DraftDto): void {
    const known = this.find(draft.messageId);
    if (known) {
      known.focus();
      return;
    }
    const compose = new Compose(this.#app, draft, false);
    compose.placement = new Floating(this.#app, compose);
    this.#open.add(compose);
    this.#app.composesChanged();
    compose.focus();
  }

  newMail(): void {
    this.openFloating(newMail(this.#app));
  }

  /** Opens a draft under a message, in its `.ip`. */
  openInline(draft: DraftDto, box: HTMLElement): void {
    const known = this.find(draft.messageId);
    if (known) {
      known.focus();
      return;
    }
    const compose = new Compose(this.#app, draft, true);
    compose.placement = {
      kind: 'inline',
      remove: () => {
        toggleClass(box, 'adB', false);
        compose.form.root.remove();
      },
      hide: () => undefined,
      titleChanged: () => undefined,
    };
    box.append(compose.form.root);
    toggleClass(box, 'adB', true);
    this.#open.add(compose);
    compose.focus();
  }

  openIn(
    draft: DraftDto,
    host: HTMLElement,
    placement: Omit<Placement, 'kind' | 'remove' | 'hide'>,
  ): void {
    const compose = new Compose(this.#app, draft, false);
    compose.placement = {
      ...placement,
      kind: 'popout',
      remove: () => compose.form.root.remove(),
      hide: (hidden) => {
        host.style.display = hidden ? 'none' : '';
      },
    };
    host.style.display = '';
    host.append(compose.form.root);
    this.#open.add(compose);
    compose.focus();
  }

  /** Turns an inline reply into a floating compose of the same draft. */
  async float(compose: Compose): Promise<void> {
    await compose.saveForMove();
    const { draft } = compose;
    await compose.close();
    await this.#app.refresh();
    const fresh = this.#app.mail.drafts.find((one) => one.messageId === draft.messageId);
    if (fresh) this.openFloating(fresh);
  }

  /** After Undo: the same draft in a new compose, where it would open now. */
  comeBack(draft: DraftDto): void {
    this.#app.openDraft(draft);
  }

  forget(compose: Compose): void {
    if (this.#open.delete(compose)) this.#app.composesChanged();
  }
}
