import type { Token } from '#shared/features/token/contract.ts';
import type { Connection } from '../../store/open.ts';

/** What was answered under a key, or what a command's output was. */
export interface KeptAnswer {
  readonly request: string;
  readonly status: number;
  /** As JSON. */
  readonly headers: string;
  readonly body: string;
}

type StoredToken = Omit<Token, 'scopes'> & { scopes: string };
const COLUMNS = 'id, uid, name, hint, personName, email, scopes, createdAt, expiresAt, revokedAt, lastUsedAt';
const toToken = (stored: StoredToken): Token => ({
  ...stored,
  scopes: JSON.parse(stored.scopes) as Token['scopes'],
});

/** Gateway tokens. Only the SHA-256 of a secret is ever written. */
export function tokenStore(db: Connection) {
  const get = db.prepare<[number], StoredToken>(`SELECT ${COLUMNS} FROM token WHERE id = ?`);
  const byHash = db.prepare<[string], StoredToken>(`SELECT ${COLUMNS} FROM token WHERE hash = ?`);
  const list = db.prepare<[], StoredToken>(`SELECT ${COLUMNS} FROM token ORDER BY id DESC`);
  const insert = db.prepare(
    `INSERT INTO token (uid, name, hint, hash, personName, email, scopes, createdAt, expiresAt)
     VALUES (@uid, @name, @hint, @hash, @personName, @email, @scopes, @createdAt, @expiresAt)`,
  );
  const revoke = db.prepare('UPDATE token SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL');
  const touch = db.prepare('UPDATE token SET lastUsedAt = ? WHERE id = ?');
  const kept = db.prepare<[number, string], KeptAnswer>(
    'SELECT request, status, headers, body FROM idempotency WHERE tokenId = ? AND key = ?',
  );
  const keep = db.prepare(
    'INSERT INTO idempotency (tokenId, key, request, status, headers, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const forget = db.prepare('DELETE FROM idempotency WHERE at < ?');
  return {
    get(id: number): Token | undefined {
      const stored = get.get(id);
      return stored && toToken(stored);
    },
    byHash(hash: string): Token | undefined {
      const stored = byHash.get(hash);
      return stored && toToken(stored);
    },
    list: (): Token[] => list.all().map(toToken),
    insert(token: Omit<Token, 'id' | 'revokedAt' | 'lastUsedAt'>, hash: string): number {
      return Number(insert.run({ ...token, hash, scopes: JSON.stringify(token.scopes) }).lastInsertRowid);
    },
    revoke: (id: number, at: number): boolean => revoke.run(at, id).changes === 1,
    touch: (id: number, at: number): void => void touch.run(at, id),
    /** What a key holds: an answer as it was sent, or under `<procedure> <key>` a command's own output. */
    keptAnswer: (tokenId: number, key: string) => kept.get(tokenId, key),
    keepAnswer: (
      tokenId: number,
      key: string,
      { request, status, headers, body }: KeptAnswer,
      at: number,
    ): void => void keep.run(tokenId, key, request, status, headers, body, at),
    forgetAnswers: (before: number): void => void forget.run(before),
  };
}
