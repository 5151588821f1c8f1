import { scheduledOutcomes } from '#shared/features/candidate/schedule.ts';
import { listOf } from './list.ts';

/** When projects are cut by themselves. What is due waits in `dueSince` until a job has looked into the clone. */
export const cutSchedule = `
CREATE TABLE cut_schedule (
  projectId INTEGER PRIMARY KEY REFERENCES project (id) ON DELETE CASCADE,
  cron TEXT NOT NULL,
  zone TEXT NOT NULL,
  branch TEXT,
  builds INTEGER NOT NULL CHECK (builds IN (0, 1)),
  dueSince INTEGER,
  jobId INTEGER,
  lastAt INTEGER,
  lastOutcome TEXT CHECK (lastOutcome IN (${listOf(scheduledOutcomes)})),
  lastCandidateId INTEGER REFERENCES candidate (id) ON DELETE SET NULL,
  lastMessage TEXT
) STRICT;
CREATE INDEX cut_schedule_due ON cut_schedule (projectId) WHERE dueSince IS NOT NULL;
CREATE INDEX cut_schedule_candidate ON cut_schedule (lastCandidateId) WHERE lastCandidateId IS NOT NULL;
CREATE TRIGGER cut_schedule_gone AFTER DELETE ON cut_schedule BEGIN
  DELETE FROM due WHERE kind = 'cut' AND subjectId = OLD.projectId;
END;
`;
