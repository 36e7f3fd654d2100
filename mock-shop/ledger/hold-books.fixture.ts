import { testTerms } from "./ledger.fixture.ts";
import { openShopBooks } from "./shop-books.ts";

await openShopBooks(process.argv[2] ?? "", testTerms);
console.log("open");
