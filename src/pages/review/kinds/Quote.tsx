import { lineTotal, quoteTotal } from '../../../core/review/quote.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Visible } from '../../../ui/Visible.tsx';
import { isSame, type Work } from './draft.ts';
import { setValue } from './drafting.ts';
import { Field, type Kind, RecordLine, Row, Rows, Was, When } from './pieces.tsx';
import { moneyOf, moneyWords } from './words.ts';

type Quote = Extract<Work, { kind: 'price.quote' }>;
type Line = Quote['lines'][number];

/** Line by line with what policy allows, and a total that is what the lines come to. */
export function PriceQuote(on: Kind<Quote>) {
  const { was, now, draft, session, item } = on;
  const { pricing } = item.policy;
  const { signOff } = item;
  const kept = was.lines.map((_, at) => at).filter((at) => !draft.struck.includes(at));
  return (
    <>
      <dl class="facts">
        <dt>Deal</dt>
        <dd>
          <RecordLine record={was.deal} />
        </dd>
        <dt>Sign-off</dt>
        <dd class={signOff?.mine === false ? 'against' : undefined}>
          {signOff ? (
            <>
              {signOff.mine ? 'Yours. ' : 'Not yours. '}
              <Visible text={signOff.message} />
            </>
          ) : (
            'Your team names nobody of finance for this workflow.'
          )}
        </dd>
        <dt>Discounts</dt>
        <dd>
          {pricing?.maxDiscount === undefined
            ? 'The policy sets no limit.'
            : `The policy allows ${pricing.maxDiscount} %.`}
        </dd>
      </dl>
      <Rows label="Lines">
        {was.lines.map((line, at) => (
          <Row
            key={at}
            {...{ session, item, at }}
            name={line.item}
            struck={draft.struck.includes(at)}
          >
            <OneLine on={on} at={at} was={line} now={now.lines[kept.indexOf(at)] ?? line} />
          </Row>
        ))}
      </Rows>
      <Total {...on} />
      {on.editing ? (
        <Field
          {...{ on }}
          path="validUntil"
          label="Valid until"
          value={now.validUntil}
          type="time"
        />
      ) : (
        <dl class="facts">
          <dt>Valid until</dt>
          <dd>
            <When iso={now.validUntil} />
            {was.validUntil === now.validUntil ? null : (
              <Was>
                <When iso={was.validUntil} />
              </Was>
            )}
          </dd>
        </dl>
      )}
    </>
  );
}

function OneLine({ on, at, was, now }: { on: Kind<Quote>; at: number; was: Line; now: Line }) {
  const max = on.item.policy.pricing?.maxDiscount;
  const over = max !== undefined && now.discount > max;
  const open = on.editing && !on.draft.struck.includes(at);
  return (
    <>
      <p class="row-name between">
        <Visible text={now.item} />
        <span class="figure">{moneyWords(lineTotal(now), now.unitPrice.currency)}</span>
      </p>
      {open ? (
        <div class="two">
          <Field
            {...{ on }}
            path={`lines.${at}.quantity`}
            label={
              <>
                Quantity
                <span class="unseen">
                  {' of '}
                  <Visible text={was.item} />
                </span>
              </>
            }
            value={String(now.quantity)}
            type="number"
          />
          <Field
            {...{ on }}
            path={`lines.${at}.discount`}
            label={
              <>
                Discount, %
                <span class="unseen">
                  {' of '}
                  <Visible text={was.item} />
                </span>
              </>
            }
            value={String(now.discount)}
            type="number"
          />
        </div>
      ) : null}
      <p>
        {String(now.quantity)} × {moneyOf(now.unitPrice)}, {String(now.discount)} % off
      </p>
      {over ? <p class="against">Above the {max} % that the policy allows.</p> : null}
      {isSame(was, now) ? null : (
        <Was>
          {String(was.quantity)} × {moneyOf(was.unitPrice)}, {String(was.discount)} % off
        </Was>
      )}
    </>
  );
}

function Total({ session, item, was, now }: Kind<Quote>) {
  const sum = quoteTotal(now.lines);
  const right = sum === BigInt(now.total.minor);
  return (
    <>
      <p class="total between">
        <b>Total</b>
        <b class="figure">{moneyOf(now.total)}</b>
      </p>
      {isSame(was.total, now.total) ? null : <Was>{moneyOf(was.total)}</Was>}
      {right ? (
        <p class="muted">What the lines add up to, each rounded to the smallest unit.</p>
      ) : (
        <Banner tone="bad" icon="alert" title="The total does not add up">
          <p>The lines come to {moneyWords(sum, now.total.currency)}.</p>
          <div class="row">
            <Button name="use-sum" onPress={() => setValue({ session, item }, 'total', 'sum')}>
              Use the sum of the lines
            </Button>
          </div>
        </Banner>
      )}
    </>
  );
}
