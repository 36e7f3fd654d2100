import { z } from "zod";
import { statements } from "../rules/heat.ts";

const author = z.string().trim().min(1).max(320);
const text = z.string().trim().min(1).max(500);
const title = z.string().trim().min(3).max(120);
const says = z.enum(statements);

export const newDealSchema = z.strictObject({ author, title, says, text });
export const newPostSchema = z.strictObject({ author, says, text });
export const voteSchema = z.strictObject({ author, direction: z.enum(["hot", "cold"]) });
