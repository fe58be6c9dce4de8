/** A bar on standard error, so that standard output holds the report alone. */
export type Progress = { step(name: string): void; done(): void };

const WIDTH = 30;

/** Drawn over itself on a terminal; elsewhere one line for every tenth, so that logs stay readable. */
export function progressOf(steps: number, out: NodeJS.WriteStream = process.stderr): Progress {
  let at = 0;
  let tenth = -1;
  return {
    step(name) {
      const share = Math.min(1, at / steps);
      at += 1;
      if (out.isTTY) {
        const full = Math.round(share * WIDTH);
        out.write(
          `\r\u001b[K[${'#'.repeat(full)}${' '.repeat(WIDTH - full)}] ${Math.floor(share * 100)} % ${name}`,
        );
      } else if (Math.floor(share * 10) > tenth) {
        tenth = Math.floor(share * 10);
        out.write(`${tenth * 10} % ${name}\n`);
      }
    },
    done() {
      out.write(out.isTTY ? '\r\u001b[K' : '100 %\n');
    },
  };
}
