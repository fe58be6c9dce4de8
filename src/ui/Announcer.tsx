/** What a screen reader says after an action. Always in the page; only its text changes. */
export function Announcer({ text }: { text: string }) {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
