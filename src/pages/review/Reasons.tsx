import { REASON_WORDS } from '../../core/review/reason-words.ts';
import { REASONS, type ReasonCode } from '../../core/schema/decision.ts';
import { Button } from '../../ui/Button.tsx';

/** The nine reasons, each with its digit. */
export function Reasons(props: {
  legend: string;
  chosen?: ReasonCode;
  guess?: ReasonCode;
  onChoose: (reason: ReasonCode) => void;
}) {
  return (
    <fieldset class="reasons" aria-label={props.legend}>
      <p class="muted">
        {props.legend}
        {props.guess ? ` “${REASON_WORDS[props.chosen ?? props.guess]}”` : ''}
        {props.guess && props.chosen === props.guess
          ? ' (a guess: press a digit to correct it)'
          : ''}
      </p>
      <div class="reason-list">
        {REASONS.map((code, index) => (
          <Button
            key={code}
            keyName={String(index + 1)}
            {...(props.chosen ? { pressed: props.chosen === code } : {})}
            onPress={() => props.onChoose(code)}
          >
            {REASON_WORDS[code]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
