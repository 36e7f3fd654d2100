// The deal forum in virtual time: the heat of one deal by the forum's own rules.
import { DealHeat } from "../../mock-shop/rules/heat.ts";
import type { VirtualForum } from "./simulate-deal.ts";

/** One deal; `peoplePerVisitor` as in a drill. An author has one vote. */
export function openVirtualForum(peoplePerVisitor: number): VirtualForum {
  const heat = new DealHeat(peoplePerVisitor);
  const voted = new Set<string>();
  return {
    look: (minute) => heat.read(minute),
    report: (minute, author, { says, vote }) => {
      if (says !== null) heat.addPost(says, minute);
      if (vote === null || voted.has(author)) return;
      voted.add(author);
      heat.addVote(vote, minute);
    },
  };
}
