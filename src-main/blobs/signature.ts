import { createPublicKey, type KeyObject } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

/** Where the CodePush command line puts the signature, and where its clients look for it. */
export const SIGNATURE_PATH = 'CodePush/.codepushrelease';
/** A signature with the longest usual key takes about a kilobyte; no more than this is read, in bytes. */
export const LONGEST_SIGNATURE = 16 * 1024;

const CLAIM_VERSION = '1.0.0';
const ALGORITHM = 'RS256';
/** What RS256 asks for, in bits (RFC 7518 3.3). */
const SHORTEST_KEY = 2048;

const claimsSchema = z.object({ claimVersion: z.string().max(100), contentHash: z.string().max(200) });
export type SignatureClaims = Readonly<z.infer<typeof claimsSchema>>;

/** What is wrong with a signature: it is none; it is of another kind; it was made otherwise or for something else. */
export type SignatureFault = 'unreadable' | 'algorithm' | 'claim_version' | 'content_hash' | 'signature';

export type PackageSignature =
  | { readonly status: 'none' }
  /** Made with the key that belongs to the public one, over these very contents. */
  | { readonly status: 'valid'; readonly claims: SignatureClaims }
  /** No public key is known, so who made it is open. `matches` says that it names these very contents. */
  | { readonly status: 'unverified'; readonly claims: SignatureClaims; readonly matches: boolean }
  | {
      readonly status: 'invalid';
      readonly why: SignatureFault;
      readonly claims: SignatureClaims | null;
    };

function badKey(what: string): AppError {
  return new AppError('invalid_input', `${what} It was not kept.`, {
    hint: 'Give the public key that the app carries: "openssl rsa -pubout -in private.pem" prints it.',
    reason: 'public_key',
  });
}

/**
 * Reads the public key of an app, in PEM.
 * @throws invalid_input when it is none, is a private one, or cannot check RS256.
 */
export function readPublicKey(pem: string): KeyObject {
  if (pem.includes('PRIVATE KEY'))
    throw badKey('This is a private key, which nobody but its owner should have.');
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    throw badKey('The text is no public key in PEM.');
  }
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa' || modulusLength < SHORTEST_KEY)
    throw badKey(`The key is no RSA key of ${SHORTEST_KEY} bits or more.`);
  return key;
}

/** What a token says, before anybody knows whether it is true; null when it is no token of ours. */
function claimsOf(token: string): { algorithm: string | undefined; claims: SignatureClaims } | null {
  try {
    const claims = claimsSchema.safeParse(decodeJwt(token));
    return claims.success ? { algorithm: decodeProtectedHeader(token).alg, claims: claims.data } : null;
  } catch {
    // jose says no more than that it is no token.
    return null;
  }
}

/**
 * Judges the signature of a package: a JWT whose claims name the package hash (spec/mobile 3.6). Clients do not look at
 * its age, so neither does this. `content` is what the file holds, null when there is none.
 */
export async function checkSignature(
  content: Buffer | null,
  packageHash: string,
  publicKey: KeyObject | null,
): Promise<PackageSignature> {
  if (content === null) return { status: 'none' };
  const token = content.toString('latin1').trim();
  const said = content.length > LONGEST_SIGNATURE ? null : claimsOf(token);
  if (said === null) return { status: 'invalid', why: 'unreadable', claims: null };
  const { algorithm, claims } = said;
  const fault = (why: SignatureFault): PackageSignature => ({ status: 'invalid', why, claims });
  if (algorithm !== ALGORITHM) return fault('algorithm');
  if (claims.claimVersion !== CLAIM_VERSION) return fault('claim_version');
  const matches = claims.contentHash === packageHash;
  if (publicKey === null) return { status: 'unverified', claims, matches };
  try {
    await compactVerify(token, publicKey, { algorithms: [ALGORITHM] });
  } catch (error) {
    if (error instanceof errors.JOSEError) return fault('signature');
    throw error;
  }
  return matches ? { status: 'valid', claims } : fault('content_hash');
}
