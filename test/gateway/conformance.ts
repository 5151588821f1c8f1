import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type gatewaySystems, scopeLevels } from '#shared/systems.ts';
import type { TestApp } from '../support/testApp.ts';
import { type Call, type GatewayApp, gatewayApp } from './gatewayApp.ts';

/** What every dialect has to show. A new dialect joins by describing itself once. */
const conformanceCases = [
  'round trip',
  'unknown status',
  'paging to the end',
  'idempotent replay',
  'exact error bodies',
  'auth',
] as const;
type CaseName = (typeof conformanceCases)[number];

interface Refusal {
  readonly name: string;
  readonly call: Call;
  readonly status: number;
  readonly body: unknown;
}

/** One dialect's own words for what the suite asks of all of them. */
interface DialectUnderTest {
  readonly system: (typeof gatewaySystems)[number];
  /** A case may be left out only with a written reason. */
  readonly skips: Partial<Record<CaseName, string>>;
  /** Makes projects and environments; what it answers may hold their ids. */
  prepare(desk: TestApp): Promise<PreparedDialect>;
}

interface PreparedDialect {
  /** Creates the n-th record; no two are alike. */
  create(n: number): Call;
  readonly created: number;
  /** By what the n-th record is known afterwards; not every vendor answers an id. */
  idOf(answer: unknown, n: number): string;
  read(id: string): Call;
  /** What a read must show of the n-th record. */
  expected(n: number): object;
  /** The first page of `size` records; and of an answer, the ids on it and the way to the next page (null: the end). */
  firstPage(size: number): Call;
  page(answer: unknown, call: Call): { readonly ids: readonly string[]; readonly next: Call | null };
  unknownStatus(id: string): Refusal;
  refusals(id: string): readonly Refusal[];
  /** The bodies of 401 and 403; the message is the gateway's. */
  authBody(status: 401 | 403): object;
  /** An operation that reads, and one that needs the highest scope. */
  readonly reading: Call;
  writing(n: number): Call;
}

export function conformance(dialect: DialectUnderTest): void {
  describe(`the ${dialect.system} dialect conforms`, () => {
    let app: GatewayApp;
    let own: PreparedDialect;
    beforeAll(async () => {
      app = await gatewayApp();
      own = await dialect.prepare(app.desk);
    });
    afterAll(async () => {
      expect(app.desk.logged).toEqual([]);
      await app.desk.close();
    });

    const check = (name: CaseName, test: () => Promise<void>) => {
      const reason = dialect.skips[name];
      if (reason === undefined) it(name, test);
      else it.skip(`${name} (${reason})`, test);
    };

    check('round trip', async () => {
      const made = await app.send(own.create(1));
      expect(made.status).toBe(own.created);
      const read = await app.send(own.read(own.idOf(made.json, 1)));
      expect(read.status).toBe(200);
      expect(read.json).toMatchObject(own.expected(1));
    });

    check('unknown status', async () => {
      const made = await app.send(own.create(2));
      const id = own.idOf(made.json, 2);
      const { call, status, body } = own.unknownStatus(id);
      const answer = await app.send(call);
      expect([answer.status, answer.json]).toEqual([status, body]);
      expect((await app.send(own.read(id))).json).toMatchObject(own.expected(2));
    });

    check('paging to the end', async () => {
      const made: string[] = [];
      for (let n = 10; n < 17; n += 1) made.push(own.idOf((await app.send(own.create(n))).json, n));
      const seen: string[] = [];
      let call: Call | null = own.firstPage(3);
      while (call !== null && seen.length < 1000) {
        const answer = await app.send(call);
        expect(answer.status).toBe(200);
        const page = own.page(answer.json, call);
        seen.push(...page.ids);
        call = page.next;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(made));
      expect(seen.filter((id) => made.includes(id))).toEqual([...made].reverse());
    });

    check('idempotent replay', async () => {
      const keyed = (n: number): Call => ({ ...own.create(n), headers: { 'idempotency-key': 'build-4711' } });
      const before = await app.desk.client.deployment.count({});
      const first = await app.send(keyed(20));
      const again = await app.send(keyed(20));
      expect(first.status).toBe(own.created);
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect((await app.desk.client.deployment.count({})).count).toBe(before.count + 1);
      expect((await app.send(keyed(21))).status).toBe(409);
      await app.send({ ...keyed(20), headers: { 'idempotency-key': 'build-4712' } });
      expect((await app.desk.client.deployment.count({})).count).toBe(before.count + 2);
    });

    check('exact error bodies', async () => {
      const id = own.idOf((await app.send(own.create(30))).json, 30);
      for (const { name, call, status, body } of own.refusals(id)) {
        const answer = await app.send(call);
        expect([name, answer.status, answer.json]).toEqual([name, status, body]);
      }
    });

    check('auth', async () => {
      for (const token of [null, 'slw_nobody', '']) {
        const answer = await app.send({ ...own.reading, token });
        expect(answer.status).toBe(401);
        expect(answer.json).toMatchObject(own.authBody(401));
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      }
      const reader = await app.token(`${dialect.system}:read`);
      expect((await app.send({ ...own.reading, token: reader })).status).toBe(200);
      const refused = await app.send({ ...own.writing(40), token: reader });
      expect(refused.status).toBe(403);
      expect(refused.json).toMatchObject(own.authBody(403));
      const admin = await app.token(`${dialect.system}:${scopeLevels[2]}`);
      expect((await app.send({ ...own.reading, token: admin })).status).toBe(200);
      expect((await app.send({ ...own.writing(41), token: admin })).status).toBeLessThan(300);
    });
  });
}
