import { houseWords } from "./catalogue-house.ts";
import { leisureWords } from "./catalogue-leisure.ts";
import { mediaWords } from "./catalogue-media.ts";
import { specialWords } from "./catalogue-special.ts";

/** Every department in the order of the shop. All of them have the same number of articles. */
export const categoryWords = [...houseWords, ...leisureWords, ...mediaWords, ...specialWords];
