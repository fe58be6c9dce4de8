import { REASON_WORDS } from '../../core/review/reason-words.ts';
import type { ReasonCode } from '../../core/schema/decision.ts';
import { REASONS } from '../../core/schema/reasons.ts';
import { Button } from '../../ui/Button.tsx';

/** The nine reasons, each with its digit. A guess is confirmed by its own digit, or by approving. */
export function Reasons(props: {
  legend: string;
  chosen?: ReasonCode;
  /** nobody has chosen yet */
  guess?: ReasonCode;
  /** the key that approves, where that takes the guess */
  approve?: string;
  onChoose: (reason: ReasonCode) => void;
}) {
  const { legend, chosen, guess, approve } = props;
  const digit = guess ? REASONS.indexOf(guess) + 1 : 0;
  return (
    <fieldset class="reasons" aria-label={legend}>
      <p class="muted">
        {legend}
        {chosen ? ` “${REASON_WORDS[chosen]}”` : ''}
        {guess
          ? ` (a guess: ${digit}${approve ? ` or ${approve}` : ''} confirms it, another digit corrects it)`
          : ''}
      </p>
      <div class="reason-list">
        {REASONS.map((code, index) => (
          <Button
            key={code}
            keyName={String(index + 1)}
            {...(chosen ? { pressed: chosen === code } : {})}
            onPress={() => props.onChoose(code)}
          >
            {REASON_WORDS[code]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
