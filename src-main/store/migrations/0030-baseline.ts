import { baselineFindings } from '#shared/features/build/baseline.ts';
import { listOf } from './list.ts';

/** The packages that binaries start with: what stored artifacts hold of them, and which one is a build's. */
export const baseline = `
CREATE TABLE artifact_baseline (
  blob TEXT PRIMARY KEY REFERENCES blob (sha256) ON DELETE CASCADE,
  finding TEXT NOT NULL CHECK (finding IN (${listOf(baselineFindings)})),
  packageHash TEXT REFERENCES package (packageHash) ON DELETE CASCADE,
  bundle TEXT,
  assets INTEGER NOT NULL,
  note TEXT,
  createdAt INTEGER NOT NULL,
  CHECK ((packageHash IS NOT NULL) = (finding IN ('whole', 'bundle')))
) STRICT;
CREATE INDEX artifact_baseline_package ON artifact_baseline (packageHash) WHERE packageHash IS NOT NULL;

ALTER TABLE build ADD COLUMN baseline TEXT REFERENCES package (packageHash);
CREATE INDEX build_baseline ON build (baseline) WHERE baseline IS NOT NULL;
CREATE INDEX build_with_baseline ON build (projectId, os, target, deploymentId) WHERE baseline IS NOT NULL;
`;
