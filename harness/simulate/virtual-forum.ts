// The deal forum in virtual time: the heat of one deal by the forum's own rules.
import { type CountedVote, changesVote, DealHeat } from "../../mock-shop/rules/heat.ts";
import type { VirtualForum } from "./simulate-deal.ts";

/** One deal; `peoplePerVisitor` as in a drill. An author has one vote, the latest. */
export function openVirtualForum(peoplePerVisitor: number): VirtualForum {
  const heat = new DealHeat(peoplePerVisitor);
  const votes = new Map<string, CountedVote>();
  return {
    look: (minute) => heat.read(minute),
    report: (minute, author, { says, vote }) => {
      if (says !== null) heat.addPost(says, minute);
      const earlier = votes.get(author);
      if (vote === null || !changesVote(vote, earlier)) return;
      heat.addVote(vote, minute, earlier);
      votes.set(author, { direction: vote, minute });
    },
  };
}
