import { generateKeyPairSync } from 'node:crypto';
import { CompactSign, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { inspectPackage } from '../../src-main/blobs/package.ts';
import { eachInFolder, sha256 } from './support/folder.ts';
import { type CraftedEntry, craftZip } from './support/zip.ts';

const folder = eachInFolder();
const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' } } as const;
const pkcs8 = { privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
const owner = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ownersPem = owner.publicKey.export({ type: 'spki', format: 'pem' }) as string;

const CONTENT: CraftedEntry = { name: 'CodePush/main.jsbundle', data: 'run()' };
const CONTENT_HASH = sha256(JSON.stringify([`CodePush/main.jsbundle:${sha256('run()')}`]));
const CLAIMS = { claimVersion: '1.0.0', contentHash: CONTENT_HASH };

const sign = (claims: Record<string, unknown>, key = owner.privateKey, algorithm = 'RS256') =>
  new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ: 'JWT' }).sign(key);

/** How a package with this signature is judged. */
async function judged(content: string | Buffer, publicKey: string | null, at = 'CodePush/.codepushrelease') {
  const zip = craftZip([CONTENT, { name: at, data: content }]);
  const facts = await inspectPackage(folder.file('package.zip', zip), { publicKey });
  expect(facts.packageHash).toBe(CONTENT_HASH);
  return facts.signature;
}

describe('a signed package', () => {
  it('is valid when the owner of the public key signed these contents', async () => {
    expect(await judged(await sign(CLAIMS), ownersPem)).toEqual({ status: 'valid', claims: CLAIMS });
  });

  it('is valid with white space around, an instant long past and more claims, as clients take it', async () => {
    const token = await sign({ ...CLAIMS, iat: 1_500_000_000, exp: 1_500_000_001, sub: 'x' });
    expect(await judged(`\n${token}\n`, ownersPem)).toMatchObject({ status: 'valid' });
  });

  it('keeps its signature among its files, so that a diff brings it along', async () => {
    const data = await sign(CLAIMS);
    const zip = craftZip([CONTENT, { name: 'CodePush/.codepushrelease', data }]);
    const { manifest } = await inspectPackage(folder.file('package.zip', zip));
    expect(manifest[0]).toEqual({ path: 'CodePush/.codepushrelease', sha256: sha256(data) });
  });

  it.each([
    ['these contents', CONTENT_HASH, true],
    ['other contents', sha256('other'), false],
  ])('is unverified without a public key, and says that it names %s', async (_name, contentHash, matches) => {
    const claims = { ...CLAIMS, contentHash };
    expect(await judged(await sign(claims), null)).toEqual({ status: 'unverified', claims, matches });
  });

  it('is unsigned when the signature lies where no client looks', async () => {
    expect(await judged(await sign(CLAIMS), ownersPem, '.codepushrelease')).toEqual({ status: 'none' });
  });

  const invalid: readonly (readonly [string, () => Promise<string> | string, string])[] = [
    ['no token', () => 'signed by me', 'unreadable'],
    ['nothing', () => '', 'unreadable'],
    ['a token without its claims', () => sign({ contentHash: CONTENT_HASH }), 'unreadable'],
    ['claims that are no texts', () => sign({ ...CLAIMS, contentHash: 5 }), 'unreadable'],
    ['a signature far too long', async () => `${await sign(CLAIMS)}${' '.repeat(16 * 1024)}`, 'unreadable'],
    [
      'a payload that is no JSON',
      () => new CompactSign(Buffer.from('run()')).setProtectedHeader({ alg: 'RS256' }).sign(owner.privateKey),
      'unreadable',
    ],
    ['another claim version', () => sign({ ...CLAIMS, claimVersion: '2.0.0' }), 'claim_version'],
    ['other contents', () => sign({ ...CLAIMS, contentHash: sha256('other') }), 'content_hash'],
    [
      'the right contents in capitals',
      () => sign({ ...CLAIMS, contentHash: CONTENT_HASH.toUpperCase() }),
      'content_hash',
    ],
    ['somebody else’s key', () => sign(CLAIMS, stranger.privateKey), 'signature'],
    [
      'claims that were changed afterwards',
      async () => {
        const [head, , mark] = (await sign({ ...CLAIMS, contentHash: sha256('other') })).split('.');
        return [head, Buffer.from(JSON.stringify(CLAIMS)).toString('base64url'), mark].join('.');
      },
      'signature',
    ],
    ['a longer hash', () => sign(CLAIMS, owner.privateKey, 'RS512'), 'algorithm'],
    [
      'the public key as a password',
      () => new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(ownersPem)),
      'algorithm',
    ],
    [
      'no algorithm at all',
      () => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return `${part({ alg: 'none' })}.${part(CLAIMS)}.`;
      },
      'algorithm',
    ],
  ];

  it.each(invalid)('is invalid with %s', async (_name, content, why) => {
    expect(await judged(await content(), ownersPem)).toMatchObject({ status: 'invalid', why });
  });
});

describe('a public key', () => {
  it.each([
    ['text', 'my key', /no public key in PEM/],
    ['an empty text', '', /no public key in PEM/],
    [
      'a private key',
      generateKeyPairSync('rsa', { modulusLength: 2048, ...pem, ...pkcs8 }).privateKey,
      /private key/,
    ],
    [
      'a short key',
      generateKeyPairSync('rsa', { modulusLength: 1024, ...pem, ...pkcs8 }).publicKey,
      /2048 bits/,
    ],
    [
      'a key of another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem, ...pkcs8 }).publicKey,
      /RSA/,
    ],
  ])('is refused when it is %s, before the package is read', async (_name, publicKey, says) => {
    await expect(inspectPackage('/no/such/package', { publicKey: String(publicKey) })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(says),
      details: { reason: 'public_key' },
    });
  });
});
