package dev.kith.cli.command;

import dev.kith.cli.reference.CommandPage;
import dev.kith.cli.reference.ModelPage;
import dev.kith.cli.reference.ProcedurePage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kith reference}: the reference pages of the documentation. */
@Command(name = "reference", description = "Prints a reference page as Markdown: what there is, with every setting.")
public final class Reference implements Callable<Integer> {
    enum Page {
        MODELS,
        COMMANDS,
        PROCEDURES
    }

    @Parameters(paramLabel = "PAGE", description = "models, commands or procedures.")
    private Page page;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                switch (page) {
                    case MODELS -> ModelPage.markdown();
                    case COMMANDS -> CommandPage.markdown(root());
                    case PROCEDURES -> ProcedurePage.markdown();
                });
        out.flush();
        return 0;
    }

    private CommandLine root() {
        return spec.root().commandLine();
    }
}
