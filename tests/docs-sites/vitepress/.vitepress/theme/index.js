import Theme from "vitepress/theme";
import { onMounted } from "vue";

export default {
  extends: Theme,
  setup() {
    // Vue expects the page as it wrote it until it has taken it over.
    onMounted(async () => {
      await import("filing-viewer/define");
      const { enhance } = await import("filing-viewer");
      enhance();
    });
  },
};
