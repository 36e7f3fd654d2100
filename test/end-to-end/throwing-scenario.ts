// The k6 script with a bug: one customer's iteration throws.
import exec from "k6/execution";
import drill, { options, setup } from "../../scenarios/k6/main.ts";

export { options, setup };

export default function drillWithBug(data: { t0Ms: number }): void {
  if (exec.scenario.iterationInTest === 20) throw new Error("the basket of this customer has a hole");
  drill(data);
}
