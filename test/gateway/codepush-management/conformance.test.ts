import { conformance } from '../conformance.ts';
import { STAGING } from './commandLine.ts';

const SENTENCES = 'refusals are plain sentences there, tested word by word beside this';
const BOUNDARY = 'slipway-conformance';

/** A release as a text. */
function released(n: number) {
  const part = (head: string, content: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  const info = { appVersion: `${n}.0.0`, description: `Build ${n}`, isMandatory: n % 2 === 0 };
  return {
    method: 'POST',
    path: `${STAGING}/release`,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: [
      part('name="package"; filename="main.jsbundle"', `var build = ${n}`),
      part('name="packageInfo"', JSON.stringify(info)),
      `--${BOUNDARY}--\r\n`,
    ].join(''),
  };
}

conformance({
  system: 'codepush',
  skips: {
    'unknown status': 'a release of CodePush has no status',
    'paging to the end': 'CodePush lists whole histories; one of 205 releases is tested beside this',
    'idempotent replay':
      'the same package twice is a conflict there; replays are tested with the uploads beside this',
    'exact error bodies': SENTENCES,
    auth: SENTENCES,
  },
  async prepare({ client }) {
    await client.codepush.openApp({
      name: 'Payments-Android',
      channels: [{ name: 'Staging', target: 'staging' }],
    });
    const nothing = { name: '', call: { method: 'GET', path: STAGING }, status: 0, body: null };
    const read = () => ({ method: 'GET', path: STAGING });
    return {
      create: released,
      created: 201,
      idOf: (answer) => (answer as { package: { label: string } }).package.label,
      read,
      expected: (n) => ({
        deployment: {
          package: { appVersion: `${n}.0.0`, description: `Build ${n}`, isMandatory: n % 2 === 0 },
        },
      }),
      firstPage: read,
      page: () => ({ ids: [], next: null }),
      unknownStatus: () => nothing,
      refusals: () => [],
      authBody: () => ({}),
      reading: read(),
      writing: released,
    };
  },
});
