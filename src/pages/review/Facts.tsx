import type { Content } from '../../core/schema/content.ts';
import { Difference } from '../../ui/Difference.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { factsOf } from './facts-of.ts';

/** The rows of what a proposal that isn't a mail would do. */
export function Facts({ content }: { content: Exclude<Content, { kind: 'email.draft' }> }) {
  return (
    <dl class="facts">
      {factsOf(content).map(({ name, before, value }, index) => [
        <dt key={`n${index}`}>
          <Visible text={name} />
        </dt>,
        <dd key={`v${index}`} class="fact-value" dir="auto">
          {before === undefined ? (
            <Visible text={value} />
          ) : (
            <Difference before={before} after={value} label={name} />
          )}
        </dd>,
      ])}
    </dl>
  );
}
