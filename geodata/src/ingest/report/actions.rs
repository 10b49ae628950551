use serde::Serialize;

/// What a finding asks a data manager to do. In the order in which it is best done: what is wrong with a file or with `dataset.toml` hides
/// what is wrong with its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A file is not there, or cannot be read.
    ProvideFiles,
    /// `dataset.toml` contradicts itself, or is not in its form.
    CorrectDescription,
    /// The files can be read in several ways.
    SayWhatIsMeant,
    /// A row is about a place that nobody knows.
    CorrectCodes,
    /// A cell holds something else than its column.
    CorrectValues,
    /// A point is not where it should be.
    CheckCoordinates,
    /// An area is not valid, or does not fit its neighbours.
    RepairBoundaries,
    /// Figures contradict each other, or stand out.
    CheckFigures,
    /// Something is missing, and the dataset can be published without it.
    AddWhatIsMissing,
    /// How something was read, for a glance.
    NothingToDo,
}

impl Action {
    /// All of them, in their order.
    pub const ALL: [Self; 10] = [
        Self::ProvideFiles,
        Self::CorrectDescription,
        Self::SayWhatIsMeant,
        Self::CorrectCodes,
        Self::CorrectValues,
        Self::CheckCoordinates,
        Self::RepairBoundaries,
        Self::CheckFigures,
        Self::AddWhatIsMissing,
        Self::NothingToDo,
    ];

    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::ProvideFiles => "provide_files",
            Self::CorrectDescription => "correct_description",
            Self::SayWhatIsMeant => "say_what_is_meant",
            Self::CorrectCodes => "correct_codes",
            Self::CorrectValues => "correct_values",
            Self::CheckCoordinates => "check_coordinates",
            Self::RepairBoundaries => "repair_boundaries",
            Self::CheckFigures => "check_figures",
            Self::AddWhatIsMissing => "add_what_is_missing",
            Self::NothingToDo => "nothing_to_do",
        }
    }

    /// A heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::ProvideFiles => "Put the files in place",
            Self::CorrectDescription => "Correct dataset.toml",
            Self::SayWhatIsMeant => "Say in dataset.toml what is meant",
            Self::CorrectCodes => "Correct codes and names of places in the tables",
            Self::CorrectValues => "Correct values in the tables",
            Self::CheckCoordinates => "Check coordinates",
            Self::RepairBoundaries => "Repair boundaries",
            Self::CheckFigures => "Check figures against their source",
            Self::AddWhatIsMissing => "Add what is missing, or publish without it",
            Self::NothingToDo => "Nothing to do",
        }
    }
}
