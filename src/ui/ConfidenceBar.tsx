import { trackWords } from './confidence.ts';

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;

/** The agent's number beside what it has been worth: words first, a small interval bar after. */
export function ConfidenceBar(props: { confidence: number; n: number; right: number }) {
  const { says, worth, interval } = trackWords(props.confidence, props);
  return (
    <div class="confidence">
      <span>
        <b>{says}</b>, {worth}
      </span>
      <svg class="confidence-bar" aria-hidden="true" width="100%" height="12">
        <line class="track" x1="0" x2="100%" y1="6" y2="6" />
        {interval ? (
          <>
            <rect
              class="interval"
              x={percent(interval.low)}
              width={percent(interval.high - interval.low)}
              y="4"
              height="4"
              rx="2"
            />
            <circle class="rate" cx={percent(interval.rate)} cy="6" r="4" />
          </>
        ) : null}
        <line
          class="says"
          x1={percent(props.confidence)}
          x2={percent(props.confidence)}
          y1="0"
          y2="12"
        />
      </svg>
    </div>
  );
}
