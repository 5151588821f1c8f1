import { followReleases } from '../features/candidate/follower.ts';
import { followChannels } from '../features/codepush/follower.ts';
import { followEnds } from '../features/deployment/follower.ts';
import { followPromotions } from '../features/environment/follower.ts';
import { followRuns } from '../features/workflow/follower.ts';
import type { CreateFollower, Follower, Surroundings } from './follower.ts';

/** Who follows changes. */
const creators: readonly CreateFollower[] = [
  followRuns,
  followPromotions,
  followReleases,
  followChannels,
  followEnds,
];

/** All that follows from changes, as one; a follower that throws keeps no other from following. */
export function createFollowers(surroundings: Surroundings): Required<Follower> {
  const followers = creators.map((create) => create(surroundings));
  function each(act: (follower: Follower) => void): void {
    for (const follower of followers) {
      try {
        act(follower);
      } catch (error) {
        surroundings.log(error);
      }
    }
  }
  return {
    follow: (changes) => each(({ follow }) => follow(changes)),
    takeUp: () => each(({ takeUp }) => takeUp?.()),
  };
}
