import { Button } from '../../../ui/Button.tsx';
import { Visible } from '../../../ui/Visible.tsx';
import { isSame, type Work } from './draft.ts';
import { setValue } from './drafting.ts';
import { Field, type Kind, RecordLine, Row, Rows, Was } from './pieces.tsx';

type Route = Extract<Work, { kind: 'lead.route' }>;
type Score = Extract<Work, { kind: 'lead.score' }>;

/** Where a lead would go: whose it is now, whose territory, how much each already has. */
export function LeadRoute(on: Kind<Route>) {
  const { was, now, session, item, draft } = on;
  const facts = item.context?.routing;
  return (
    <>
      <dl class="facts">
        <dt>Lead</dt>
        <dd>
          <RecordLine record={was.lead} />
        </dd>
        {facts?.currentOwner ? (
          <>
            <dt>Now with</dt>
            <dd>
              <Visible text={facts.currentOwner} />
            </dd>
          </>
        ) : null}
        <dt>Territory</dt>
        <dd>
          {facts?.territory ? (
            <Visible text={facts.territory} />
          ) : (
            <span class="muted">The agent does not say.</span>
          )}
        </dd>
        {facts?.conflict ? (
          <>
            <dt>Conflict</dt>
            <dd class="against">
              <Visible text={facts.conflict} />
            </dd>
          </>
        ) : null}
        <dt>Goes to</dt>
        <dd>
          <b>
            <Visible text={now.owner.name} />
          </b>{' '}
          <span class="muted">
            <Visible text={now.owner.id} />
          </span>
          {isSame(was.owner, now.owner) ? null : (
            <Was>
              <Visible text={was.owner.name} />
            </Was>
          )}
        </dd>
      </dl>
      {facts?.owners?.length ? <Owners on={on} /> : null}
      {was.queue === undefined ? null : (
        <Rows label="Queue">
          <Row {...{ session, item }} at={0} name="queue" struck={draft.struck.includes(0)}>
            <p>
              <span class="muted">Queue: </span>
              <Visible text={was.queue} />
            </p>
          </Row>
        </Rows>
      )}
    </>
  );
}

/** Whom it may go to, with territory and load. */
function Owners({ on }: { on: Kind<Route> }) {
  const { was, now, item } = on;
  const facts = item.context?.routing;
  return (
    <fieldset class="sources" aria-label="Owners it may go to">
      {facts?.owners?.map(({ id, name, territory, openLeads, capacity }) => (
        <div class="source" key={id}>
          <span>
            <Visible text={name} />{' '}
            <span class="muted">
              {territory ? (
                <>
                  <Visible text={territory} />
                  {facts.territory && territory !== facts.territory ? ' (another territory)' : ''}
                  {openLeads === undefined ? '' : ', '}
                </>
              ) : null}
              {openLeads === undefined ? '' : loadWords(openLeads, capacity)}
            </span>
          </span>
          <Button
            look="quiet"
            name="owner"
            pressed={id === now.owner.id}
            onPress={() => setValue(on, 'owner', id === was.owner.id ? null : id)}
          >
            Choose
            <span class="unseen">
              {' '}
              <Visible text={name} />
            </span>
          </Button>
        </div>
      ))}
    </fieldset>
  );
}

function loadWords(open: number, capacity: number | undefined): string {
  const of = capacity === undefined ? '' : ` of ${capacity}`;
  return `${open}${of} open leads${capacity !== undefined && open >= capacity ? ': full' : ''}`;
}

/** A score before and after, which a person may set themselves. */
export function LeadScore(on: Kind<Score>) {
  const { was, now } = on;
  return (
    <>
      <dl class="facts">
        <dt>Lead</dt>
        <dd>
          <RecordLine record={was.lead} />
        </dd>
        <dt>Model</dt>
        <dd>
          <Visible text={was.model} />
        </dd>
        <dt>Score now</dt>
        <dd>{was.before === null ? '(none)' : String(was.before)}</dd>
        <dt>New score</dt>
        <dd>
          {String(now.after)}
          {was.before === null ? null : (
            <span class="muted"> ({signed(now.after - was.before)})</span>
          )}
          {was.after === now.after ? null : <Was>{String(was.after)}</Was>}
        </dd>
      </dl>
      {on.editing ? (
        <Field {...{ on }} path="after" label="New score" value={String(now.after)} type="number" />
      ) : null}
    </>
  );
}

const SIGNED = new Intl.NumberFormat(undefined, { signDisplay: 'always' });
const signed = (value: number): string => SIGNED.format(value);
