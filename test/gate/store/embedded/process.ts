// A gate's part in the tests: starts the database of the folder given, says so, and waits.
import { startEmbedded } from '../../../../src/gate/store/embedded/index.ts';

const [folder = ''] = process.argv.slice(2);
const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
try {
  const { url, ownerUrl, adminUrl, stop } = await startEmbedded(folder, (line) =>
    say({ log: line }),
  );
  say({ url, ownerUrl, adminUrl });
  process.stdin.once('data', () => {
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
