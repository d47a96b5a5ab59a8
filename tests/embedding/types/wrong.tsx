// What the types have to refuse: each line below such a comment has to be an error. Never run.
import { init } from "city-peers";
import type {} from "city-peers/react";

const element = document.createElement("city-peers");

// @ts-expect-error an id is a text
element.city = 7;
// @ts-expect-error no such view
element.view = "map";
// @ts-expect-error read only
element.ready = Promise.resolve(element);
// @ts-expect-error no such event detail
element.addEventListener("city-peers-select", ({ detail }) => console.log(detail.town));
// @ts-expect-error no such purpose
element.purpose = "win";
// @ts-expect-error no such field
element.options = { rank: true };
// @ts-expect-error goals are numbers
element.options = { goals: ["11"] };
// @ts-expect-error no such option
await init({ bse: "/city-peers/" });

export const right = (
  <city-peers
    city="kr-seoul"
    topics={["flood-management"]}
    max={5}
    profile={{ id: "kr-seoul" }}
    options={{ goals: [11] }}
    submit-to="https://example.org/profiles"
    drafts
    className="wide"
    lang="ko"
    style={{ "--city-peers-accent": "#063" }}
    ref={(each) => void each?.suggest()}
    oncity-peers-select={({ detail }) => console.log(detail.city)}
  >
    <p>Fallback</p>
  </city-peers>
);
// @ts-expect-error no such view
export const view = <city-peers view="map" />;
// @ts-expect-error topics are texts
export const topics = <city-peers topics={[7]} />;
// @ts-expect-error no such attribute
export const town = <city-peers town="kr-seoul" />;
// @ts-expect-error methods are no attributes
export const start = <city-peers start="now" />;
