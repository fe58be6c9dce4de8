import { generate } from 'selfsigned';

export interface Certificate {
  cert: string;
  key: string;
}

let made: Promise<Certificate> | undefined;

/** One self-signed certificate for mail.google.com per process; the browser is told to ignore it. */
export function certificate(): Promise<Certificate> {
  made ??= (async () => {
    const { cert, private: key } = await generate(
      [{ name: 'commonName', value: 'mail.google.com' }],
      { keySize: 2048, algorithm: 'sha256' },
    );
    return { cert, key };
  })();
  return made;
}
