/**
 * What the board of channels asks for all of them at once, kept in the same transaction as what it is made of, so that it
 * costs the same however long a history is: the devices of each channel that has any, and the newest release of each text
 * of a range. By triggers, because releases come, change and go in several features, and counters in two stores.
 */
export const board = `
CREATE TABLE channel_total (
  channelId INTEGER PRIMARY KEY,
  active INTEGER NOT NULL
) STRICT;
INSERT INTO channel_total (channelId, active)
  SELECT channelId, sum(active) FROM (
    SELECT channelId, active FROM channel_count UNION ALL SELECT channelId, active - gone FROM channel_before)
  GROUP BY channelId HAVING sum(active) <> 0;
CREATE TRIGGER channel_count_began AFTER INSERT ON channel_count WHEN NEW.active <> 0 BEGIN
  INSERT INTO channel_total (channelId, active) VALUES (NEW.channelId, NEW.active)
    ON CONFLICT (channelId) DO UPDATE SET active = active + excluded.active;
  DELETE FROM channel_total WHERE channelId = NEW.channelId AND active = 0;
END;
CREATE TRIGGER channel_count_moved AFTER UPDATE OF active ON channel_count WHEN NEW.active <> OLD.active BEGIN
  INSERT INTO channel_total (channelId, active) VALUES (NEW.channelId, NEW.active - OLD.active)
    ON CONFLICT (channelId) DO UPDATE SET active = active + excluded.active;
  DELETE FROM channel_total WHERE channelId = NEW.channelId AND active = 0;
END;
CREATE TRIGGER channel_before_began AFTER INSERT ON channel_before BEGIN
  INSERT INTO channel_total (channelId, active) VALUES (NEW.channelId, NEW.active - NEW.gone)
    ON CONFLICT (channelId) DO UPDATE SET active = active + excluded.active;
  DELETE FROM channel_total WHERE channelId = NEW.channelId AND active = 0;
END;
CREATE TRIGGER channel_before_moved AFTER UPDATE OF gone ON channel_before BEGIN
  UPDATE channel_total SET active = active - (NEW.gone - OLD.gone) WHERE channelId = NEW.channelId;
  DELETE FROM channel_total WHERE channelId = NEW.channelId AND active = 0;
END;
CREATE TRIGGER channel_before_ended AFTER DELETE ON channel_before BEGIN
  UPDATE channel_total SET active = active - (OLD.active - OLD.gone) WHERE channelId = OLD.channelId;
  DELETE FROM channel_total WHERE channelId = OLD.channelId AND active = 0;
END;

CREATE INDEX code_push_range ON code_push (channelId, targetBinaryRange, number);
CREATE INDEX code_push_served ON code_push (channelId, targetBinaryRange, number)
  WHERE rollout = 10000 AND isDisabled = 0;
CREATE TABLE channel_range (
  channelId INTEGER NOT NULL,
  targetBinaryRange TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (channelId, targetBinaryRange)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_range_newest ON channel_range (channelId, number);
INSERT INTO channel_range (channelId, targetBinaryRange, number)
  SELECT channelId, targetBinaryRange, max(number) FROM code_push WHERE number IS NOT NULL
  GROUP BY channelId, targetBinaryRange;
CREATE TRIGGER code_push_ranged AFTER INSERT ON code_push WHEN NEW.number IS NOT NULL BEGIN
  INSERT INTO channel_range (channelId, targetBinaryRange, number)
    VALUES (NEW.channelId, NEW.targetBinaryRange, NEW.number)
    ON CONFLICT (channelId, targetBinaryRange) DO UPDATE SET number = max(number, excluded.number);
END;
CREATE TRIGGER code_push_reranged AFTER UPDATE OF targetBinaryRange ON code_push
  WHEN NEW.targetBinaryRange <> OLD.targetBinaryRange AND NEW.number IS NOT NULL BEGIN
  DELETE FROM channel_range WHERE channelId = OLD.channelId AND targetBinaryRange = OLD.targetBinaryRange;
  INSERT INTO channel_range (channelId, targetBinaryRange, number)
    SELECT channelId, targetBinaryRange, number FROM code_push
    WHERE channelId = OLD.channelId AND targetBinaryRange = OLD.targetBinaryRange AND number IS NOT NULL
    ORDER BY number DESC LIMIT 1;
  INSERT INTO channel_range (channelId, targetBinaryRange, number)
    VALUES (NEW.channelId, NEW.targetBinaryRange, NEW.number)
    ON CONFLICT (channelId, targetBinaryRange) DO UPDATE SET number = max(number, excluded.number);
END;
CREATE TRIGGER code_push_unranged AFTER DELETE ON code_push BEGIN
  DELETE FROM channel_range WHERE channelId = OLD.channelId AND targetBinaryRange = OLD.targetBinaryRange;
  INSERT INTO channel_range (channelId, targetBinaryRange, number)
    SELECT channelId, targetBinaryRange, number FROM code_push
    WHERE channelId = OLD.channelId AND targetBinaryRange = OLD.targetBinaryRange AND number IS NOT NULL
    ORDER BY number DESC LIMIT 1;
END;
`;
