import { createHash } from 'node:crypto';
import type { Connection } from '../../src-main/store/open.ts';
import { type DeploymentFacts, rawWriter } from './generate.ts';

/** Bare statements for what a deployment changes beside its own rows: the link and the cell of the matrix. */
export function rawCells(db: Connection) {
  const link = db.prepare(
    'INSERT OR IGNORE INTO project_environment (projectId, environmentId) VALUES (?, ?)',
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO cell (projectId, environmentId, deploymentId, version, versionKey, triggeredAt, deployedAt,
       drift, latestId, latestStatus) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return ({ projectId, environmentId, version, at, took, status }: DeploymentFacts, id: number) => {
    link.run(projectId, environmentId);
    put.run(projectId, environmentId, id, version, version, at, at + took, 0, id, status);
  };
}

/** Bare statements for one unit of work: the record, its cell, its words, its entry in the chain; `also` adds to it. The yardstick of G7. */
export function rawUnit(db: Connection) {
  const record = rawWriter(db);
  const cell = rawCells(db);
  const term = db.prepare('INSERT OR IGNORE INTO search_term (term) VALUES (?)');
  const words = db.prepare(
    'INSERT INTO deployment_text (rowid, version, project, environment, actor, words) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const entry = db.prepare('INSERT INTO activity (seq, entry, hash) VALUES (?, ?, ?)');
  const head = db.prepare<[], { seq: number; hash: string }>(
    'SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1',
  );
  const start = head.get() ?? { seq: 0, hash: '0'.repeat(64) };
  let { seq, hash } = start;
  return (number: number, facts: DeploymentFacts, commit: string, also: (id: number) => void = () => {}) => {
    db.exec('BEGIN IMMEDIATE');
    const id = record(number, facts, commit);
    cell(facts, id);
    also(id);
    const project = `service-${String(facts.projectId).padStart(3, '0')}`;
    const environment = `env-${facts.environmentId}`;
    const actor = `person-${facts.personId}`;
    for (const word of [facts.version, project, environment, actor]) term.run(word);
    words.run(id, facts.version, project, environment, actor, '');
    seq += 1;
    const text = JSON.stringify({
      actor: { email: null, name: 'bench' },
      after: { attempt: 1, status: facts.status, version: facts.version },
      at: facts.at,
      batch: null,
      before: null,
      door: 'desk',
      environment,
      object: {
        id: `01930000-0004-7000-8000-${number}`,
        label: `#${number} ${facts.version}`,
        noun: 'deployment',
      },
      project,
      reason: null,
      refused: null,
      seq,
      verb: 'deployment.record',
    });
    hash = createHash('sha256').update(hash).update(text).digest('hex');
    entry.run(seq, text, hash);
    db.exec('COMMIT');
  };
}
