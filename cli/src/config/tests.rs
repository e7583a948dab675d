use super::*;

fn file(path: &str, text: &str) -> Option<(Origin, FileSettings)> {
    Some((Origin::File(PathBuf::from(path)), toml::from_str(text).unwrap()))
}

fn merged(flags: &Global, variables: &[(&str, &str)]) -> Settings {
    let project = file("aegis.toml", "store = 'p'\nserver = 'http://project'\n[agents]\na = 'http://p'");
    let user = file(
        "user.toml",
        "store = 'u'\nlisten = '127.0.0.1:1'\ncolor = 'never'\n[agents]\na = 'http://u'\nb = 'http://u/'",
    );
    Settings::merge(flags, &Environment::of(variables), project, user).unwrap()
}

#[test]
fn nearer_sources_win_and_origins_are_kept() {
    let settings = merged(&Global::default(), &[]);
    assert_eq!(settings.store, Setting::new(PathBuf::from("p"), Origin::File(PathBuf::from("aegis.toml"))));
    assert_eq!(settings.listen.unwrap().origin, Origin::File(PathBuf::from("user.toml")));
    assert_eq!(settings.color.value, ColorWhen::Never);

    let settings =
        merged(&Global::default(), &[("AEGIS_STORE", "e"), ("AEGIS_COLOR", "always"), ("AEGIS_SERVER", "")]);
    assert_eq!(settings.store, Setting::new(PathBuf::from("e"), Origin::Variable("AEGIS_STORE")));
    assert_eq!(settings.color.value, ColorWhen::Always);
    assert_eq!(settings.server.unwrap().value, "http://project");

    let flags =
        Global { store: Some(PathBuf::from("f")), server: Some("https://f".to_owned()), ..Global::default() };
    let settings = merged(&flags, &[("AEGIS_STORE", "e"), ("AEGIS_SERVER", "http://e")]);
    assert_eq!(settings.store, Setting::new(PathBuf::from("f"), Origin::Flag("--store")));
    assert_eq!(settings.server.unwrap().origin, Origin::Flag("--server"));
}

#[test]
fn agents_are_merged_by_name_and_flags_stand_over_files() {
    let flag = NamedUrl { name: "b".to_owned(), url: "http://f".to_owned() };
    let settings = merged(&Global::default(), &[]);
    assert_eq!(settings.agents["a"].value, "http://p");
    assert_eq!(settings.agents["b"].value, "http://u");
    assert_eq!(settings.with_agents(&[flag]).agents["b"].origin, Origin::Flag("--agent"));
}

#[test]
fn a_token_comes_from_the_environment_and_is_never_shown() {
    let settings = merged(&Global::default(), &[("AEGIS_TOKEN", "secret-value")]);
    assert_eq!(settings.token.as_ref().unwrap().value, "secret-value");
    assert!(!format!("{:?}", settings.rows()).contains("secret-value"));
}

#[test]
fn a_token_in_the_users_file_is_for_the_server_beside_it() {
    let user = || file("user.toml", "server = 'https://mine/prod'\ntoken = 'secret-value'");
    let merge = |flags: &Global, project| Settings::merge(flags, &Environment::default(), project, user());
    let settings = merge(&Global::default(), None).unwrap();
    assert_eq!(settings.token.as_ref().unwrap().value, "secret-value");
    assert_eq!(
        settings.auth_mode(),
        Setting::new(AuthMode::Bearer, Origin::File(PathBuf::from("user.toml")))
    );

    let elsewhere = merge(&Global::default(), file("aegis.toml", "server = 'https://theirs'")).unwrap();
    assert_eq!((elsewhere.token, elsewhere.server.unwrap().value), (None, "https://theirs".to_owned()));
    let error = merge(&Global::default(), file("aegis.toml", "token = 'secret-value'")).unwrap_err();
    assert!(matches!(&error, CliError::Setting { name, .. } if name == "token"), "{error:?}");
    assert!(!format!("{error:?}").contains("secret-value"));
}

#[test]
fn a_token_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("aegis.toml");
    std::fs::write(&path, "server = 'https://mine'\ntoken = 'x'").unwrap();
    for (mode, sound) in [(0o644, false), (0o600, true)] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let user = FileSettings::read(path.clone()).unwrap();
        let merged = Settings::merge(&Global::default(), &Environment::default(), None, user);
        assert_eq!(merged.is_ok(), sound, "{mode:o}");
    }
}

#[test]
fn how_to_sign_in_follows_from_token_and_address_unless_it_is_named() {
    let mode = |variables: &[(&str, &str)], auth| {
        let flags = Global { auth, ..Global::default() };
        let settings = Settings::merge(&flags, &Environment::of(variables), None, None).unwrap();
        settings.auth_mode().value
    };
    let gateway = ("AEGIS_SERVER", "https://a1.execute-api.eu-west-1.amazonaws.com/prod");
    let token = ("AEGIS_TOKEN", "t");
    assert_eq!(mode(&[], None), AuthMode::None);
    assert_eq!(mode(&[("AEGIS_SERVER", "https://aegis.example.com")], None), AuthMode::None);
    assert_eq!(mode(&[gateway], None), AuthMode::Iam);
    assert_eq!(mode(&[gateway, token], None), AuthMode::Bearer);
    assert_eq!(mode(&[gateway, token, ("AEGIS_AUTH", "iam")], None), AuthMode::Iam);
    assert_eq!(mode(&[gateway, token, ("AEGIS_AUTH", "iam")], Some(AuthMode::None)), AuthMode::None);
}

#[test]
fn slips_are_refused_with_their_origin() {
    for (variables, name) in [
        ([("AEGIS_COLOR", "red")], "color"),
        ([("AEGIS_SERVER", "host:1")], "server"),
        ([("AEGIS_SERVER", "https://host/?x=1")], "server"),
        ([("AEGIS_SERVER", "https://me@host")], "server"),
        ([("AEGIS_AUTH", "basic")], "auth"),
    ] {
        let error =
            Settings::merge(&Global::default(), &Environment::of(&variables), None, None).unwrap_err();
        assert!(matches!(&error, CliError::Setting { name: found, .. } if found == name), "{error:?}");
        assert_eq!(error.exit().code(), 2);
    }
    assert!(toml::from_str::<FileSettings>("stor = 'x'").is_err());
}

#[test]
fn colours_are_off_where_the_user_says_so() {
    assert!(Environment::of(&[("NO_COLOR", "1")]).is_plain());
    assert!(Environment::of(&[("TERM", "dumb")]).is_plain());
    assert!(!Environment::of(&[("NO_COLOR", ""), ("TERM", "xterm")]).is_plain());
}
