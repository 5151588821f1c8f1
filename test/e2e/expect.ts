import { expect as patience } from 'playwright/test';

/** What a page must come to show, with time for a machine that is busy with other things as well. */
export const expect = patience.configure({ timeout: 25_000 });
