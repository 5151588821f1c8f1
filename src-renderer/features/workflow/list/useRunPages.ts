import { client } from '../../../api/client.ts';
import { usePagesBackwards } from '../../../api/pages.ts';

const PAGE = 100;

/** The runs of all projects, or those that are not over. */
export const useRunPages = (isOpen: boolean) =>
  usePagesBackwards('workflow.recent', isOpen, (before) =>
    client.workflow.recent({ isOpen, before, limit: PAGE }),
  );
