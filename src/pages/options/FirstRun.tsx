/** Before anything is paired: what this is, and the three steps to the first review. */
export function FirstRun() {
  return (
    <section class="card first-run" aria-labelledby="first-run">
      <h2 id="first-run">Welcome</h2>
      <p>
        Countersign shows you what AI agents want to send, beside the draft it is about. Nothing
        goes out that nobody approved.
      </p>
      <ol class="steps">
        <li>
          <strong>Pair this browser</strong> with your team’s gate, below. It makes a signing key
          that never leaves this browser.
        </li>
        <li>
          <strong>Open Gmail.</strong> A draft that waits for you has the panel beside it.
        </li>
        <li>
          <strong>Turn on your CRM,</strong> if records are reviewed too. Until you do, nothing of
          ours runs there.
        </li>
      </ol>
    </section>
  );
}
