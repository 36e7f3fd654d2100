import { z } from "zod";

export const portSchema = z.int().min(0).max(65_535).default(0);

export const secretSchema = z.string().min(8).max(512);
